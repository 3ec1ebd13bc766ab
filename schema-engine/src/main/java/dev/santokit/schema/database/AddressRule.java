package dev.santokit.schema.database;

import dev.santokit.project.config.LocalAddresses;
import java.net.ConnectException;
import java.net.InetAddress;
import java.util.Set;

/**
 * Which addresses a connection may lead to. The URL comes from whoever may edit a project, and the
 * one who connects may reach more than they: in a cluster nothing leads to this machine itself, to
 * metadata services on its link, or to the API server.
 *
 * @param local whether it may lead to this machine or its own link
 * @param refused addresses that it must not lead to in any case
 */
public record AddressRule(boolean local, Set<InetAddress> refused) {

  /** Where whoever runs the program chose the address: everything. */
  public static final AddressRule ANYWHERE = new AddressRule(true, Set.of());

  /** Takes a copy. */
  public AddressRule {
    refused = Set.copyOf(refused);
  }

  /** For a process in a cluster, with the addresses of its API server. */
  public static AddressRule inCluster(Set<InetAddress> apiServer) {
    return new AddressRule(false, apiServer);
  }

  /** Throws when {@code address} must not be connected to. */
  void check(InetAddress address) throws Refused {
    if (!local && LocalAddresses.contain(address)) {
      throw new Refused("the address leads to the machine that connects");
    }
    if (refused.contains(address)) {
      throw new Refused("the address is the cluster's own API server");
    }
  }

  /** The address is one that must not be connected to. */
  static final class Refused extends ConnectException {
    Refused(String message) {
      super(message);
    }
  }
}
