package dev.santokit.project.network;

import java.net.ConnectException;
import java.net.InetAddress;
import java.util.Set;

/**
 * Which addresses a connection may lead to. The name comes from whoever may edit a project, and the
 * one who connects may reach more than they: in a cluster nothing leads to this machine itself, to
 * metadata services on its link, or to the API server.
 *
 * @param reach how near an address may be
 * @param refused addresses that it must not lead to in any case
 */
public record AddressRule(Reach reach, Set<InetAddress> refused) {

  /** How near an address may be. */
  public enum Reach {
    /** Only addresses of the public internet. */
    GLOBAL,
    /** Those of private networks, too, but not this machine and its own link. */
    BEYOND_THIS_MACHINE,
    /** All. */
    ANYWHERE
  }

  /** Where whoever runs the program chose the address: everything. */
  public static final AddressRule ANYWHERE = new AddressRule(Reach.ANYWHERE, Set.of());

  /** Takes a copy. */
  public AddressRule {
    refused = Set.copyOf(refused);
  }

  /** For a process in a cluster, with the addresses of its API server. */
  public static AddressRule inCluster(Set<InetAddress> apiServer) {
    return new AddressRule(Reach.BEYOND_THIS_MACHINE, apiServer);
  }

  /** The same with nothing but the public internet. */
  public AddressRule onlyGlobal() {
    return new AddressRule(Reach.GLOBAL, refused);
  }

  /**
   * Nothing when {@code address} may be connected to.
   *
   * @throws Refused when it must not
   */
  public void check(InetAddress address) throws Refused {
    if (refused.contains(address)) {
      throw new Refused("the address is the cluster's own API server");
    }
    boolean admitted =
        switch (reach) {
          case GLOBAL -> GlobalAddresses.contain(address);
          case BEYOND_THIS_MACHINE -> !LocalAddresses.contain(address);
          case ANYWHERE -> true;
        };
    if (!admitted) {
      throw new Refused(
          reach == Reach.GLOBAL
              ? "the address is not one of the public internet"
              : "the address leads to this machine or its own link: SANTOKIT_ALLOW_LOOPBACK=true"
                  + " allows it");
    }
  }

  /** The address is one that must not be connected to. */
  public static final class Refused extends ConnectException {
    Refused(String message) {
      super(message);
    }
  }
}
