{{- /* The name of what there is once a release: "santokit" for a release of that name, else "<release>-santokit". */ -}}
{{- define "santokit.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 43 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" (.Release.Name | trunc 34 | trimSuffix "-") .Chart.Name -}}
{{- end -}}
{{- end -}}

{{- define "santokit.operator.name" -}}
{{ include "santokit.name" . }}-operator
{{- end -}}

{{- define "santokit.operator.serviceAccount" -}}
{{ .Values.operator.serviceAccount.name | default (include "santokit.operator.name" .) }}
{{- end -}}

{{- /* What an image is called: (list $ .Values.operator.image). A digest wins over a tag. */ -}}
{{- define "santokit.image" -}}
{{- $image := index . 1 -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ $image.tag | default (index . 0).Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- /* By these a Deployment finds its pods: they never change. */ -}}
{{- define "santokit.operator.selector" -}}
app.kubernetes.io/name: santokit-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "santokit.labels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: santokit
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "santokit.operator.labels" -}}
app.kubernetes.io/name: santokit-operator
app.kubernetes.io/component: operator
{{ include "santokit.labels" . }}
{{- end -}}

{{- define "santokit.roles.labels" -}}
app.kubernetes.io/name: santokit
app.kubernetes.io/component: roles
{{ include "santokit.labels" . }}
{{- end -}}


{{- define "santokit.policies.labels" -}}
app.kubernetes.io/name: santokit
app.kubernetes.io/component: policies
{{ include "santokit.labels" . }}
{{- end -}}

{{- /* Puts a policy into force, where the operator works: (list $ "approve"). */ -}}
{{- define "santokit.policies.binding" -}}
{{- $root := index . 0 -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ include "santokit.name" $root }}-{{ index . 1 }}
  labels:
    {{- include "santokit.policies.labels" $root | nindent 4 }}
spec:
  policyName: {{ include "santokit.name" $root }}-{{ index . 1 }}
  validationActions: [Deny]
  {{- with $root.Values.watchNamespaces }}
  matchResources:
    namespaceSelector:
      matchExpressions:
        - key: kubernetes.io/metadata.name
          operator: In
          values:
            {{- toYaml . | nindent 12 }}
  {{- end }}
{{- end -}}
