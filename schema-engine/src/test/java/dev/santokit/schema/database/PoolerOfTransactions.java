package dev.santokit.schema.database;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/**
 * A pooler that gives each transaction the other one of two sessions: as much of the protocol as
 * that takes, without TLS and passwords.
 */
final class PoolerOfTransactions implements AutoCloseable {

  private static final int READY_FOR_QUERY = 'Z';
  private static final int SYNC = 'S';
  private static final int SIMPLE_QUERY = 'Q';
  private static final byte IDLE = 'I';

  private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final int server;

  PoolerOfTransactions(int server) throws IOException {
    this.server = server;
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void serve() {
    try (Socket client = listening.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      int length = in.readInt();
      byte[] startup = in.readNBytes(length - 4);
      List<Session> sessions =
          List.of(new Session(server, length, startup), new Session(server, length, startup));
      out.write(sessions.get(0).greeting);
      out.flush();
      for (int turn = 0; ; ) {
        if (sessions.get(turn).exchange(in, out) == IDLE) {
          turn = 1 - turn;
        }
      }
    } catch (IOException closed) {
      // One of the two sides has gone, and so does this.
    }
  }

  private static final class Session {
    private final DataInputStream in;
    private final OutputStream out;
    private final byte[] greeting;

    Session(int port, int length, byte[] startup) {
      try {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        var written = new ByteArrayOutputStream();
        new DataOutputStream(written).writeInt(length);
        written.write(startup);
        out.write(written.toByteArray());
        var all = new ByteArrayOutputStream();
        until(READY_FOR_QUERY, in, all);
        greeting = all.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** One transaction's question and answer; what the session says about its state then. */
    byte exchange(DataInputStream client, OutputStream toClient) throws IOException {
      var question = new ByteArrayOutputStream();
      int kind;
      do {
        kind = message(client, question)[0];
      } while (kind != SYNC && kind != SIMPLE_QUERY);
      out.write(question.toByteArray());
      var answer = new ByteArrayOutputStream();
      byte state = until(READY_FOR_QUERY, in, answer);
      toClient.write(answer.toByteArray());
      toClient.flush();
      return state;
    }

    private static byte until(int last, DataInputStream from, ByteArrayOutputStream to)
        throws IOException {
      while (true) {
        byte[] message = message(from, to);
        if (message[0] == last) {
          return message[5];
        }
      }
    }

    private static byte[] message(DataInputStream from, ByteArrayOutputStream to)
        throws IOException {
      byte kind = from.readByte();
      int length = from.readInt();
      var one = new ByteArrayOutputStream();
      var data = new DataOutputStream(one);
      data.writeByte(kind);
      data.writeInt(length);
      data.write(from.readNBytes(length - 4));
      to.write(one.toByteArray());
      return one.toByteArray();
    }
  }
}
