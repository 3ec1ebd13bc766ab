package dev.santokit.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Takes from Vert.x what it would answer itself, without the one shape of errors: versions of HTTP
 * that it does not speak, and bodies that stop being HTTP.
 */
final class OddHttp extends ChannelInboundHandlerAdapter {

  private final Peer peer;

  private OddHttp(Peer peer) {
    this.peer = peer;
  }

  /** Looks at all that comes in over a connection. On its event loop, before anything came. */
  static void watch(HttpConnection connection, Peer peer) {
    ChannelHandlerContext last = ((ConnectionBase) connection).channelHandlerContext();
    last.pipeline().addBefore(last.name(), "odd", new OddHttp(peer));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest request) {
      HttpVersion version = request.protocolVersion();
      if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
        if (request.decoderResult().isSuccess()) {
          request.setDecoderResult(DecoderResult.failure(new UnknownVersion()));
        }
        request.setProtocolVersion(HttpVersion.HTTP_1_1);
      }
    } else if (message instanceof HttpContent content
        && content.decoderResult().isFailure()
        && peer.sendsNonsense()) {
      ReferenceCountUtil.release(message);
      return;
    }
    super.channelRead(context, message);
  }

  /** Why a request cannot be read. */
  static final class UnknownVersion extends RuntimeException {
    UnknownVersion() {
      super(null, null, false, false);
    }
  }
}
