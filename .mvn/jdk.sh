# Sourced by mvnw and stk: leaves JAVA_HOME at a JDK 25, or says what is missing and exits 1.
# Maven's own JVM must be 25, since Quarkus loads our classes into it: a compiler toolchain alone does not do.

santokit_is_jdk_25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null
}

santokit_find_jdk_25() {
  for jdk in /usr/lib/jvm/*25* "${HOME:-}"/.sdkman/candidates/java/25* "${HOME:-}"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if santokit_is_jdk_25 "$jdk"; then
      JAVA_HOME=$jdk
      return 0
    fi
  done
  return 1
}

if ! santokit_is_jdk_25 "${JAVA_HOME:-}"; then
  case $- in
  *f*) set +f && santokit_noglob=yes ;; # the caller runs without globbing, the search needs it
  *) santokit_noglob=no ;;
  esac
  if ! santokit_find_jdk_25; then
    echo "santokit needs JDK 25 and found none: install Temurin 25 (https://adoptium.net) or set JAVA_HOME to one" >&2
    exit 1
  fi
  [ "$santokit_noglob" = no ] || set -f
fi
export JAVA_HOME
