package dev.santokit.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** How the operator writes and tells the time where no test says otherwise. */
@Singleton
public class Production {

  /** The field manager of all that the operator writes. */
  public static final String FIELD_MANAGER = "santokit-operator";

  private static final PatchContext BY_THE_OPERATOR =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(FIELD_MANAGER)
          .withForce(true)
          .build();

  @Produces
  @Singleton
  @DefaultBean
  ServerSide serverSide(KubernetesClient client) {
    return new ServerSide() {
      @Override
      public <T extends HasMetadata> T apply(T desired) {
        return client.resource(desired).patch(BY_THE_OPERATOR);
      }
    };
  }

  @Produces
  @Singleton
  @DefaultBean
  Clock clock() {
    return Clock.systemUTC();
  }
}
