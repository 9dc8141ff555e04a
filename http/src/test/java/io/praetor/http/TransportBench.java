package io.praetor.http;

import io.praetor.http.route.Body;
import io.praetor.http.route.FrontSettings;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Meta;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.http.route.Router;
import io.praetor.model.Bytes;
import io.praetor.server.Cancellable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The transport alone, for load generators: `/v1/kv/k` answers 90 bytes as a key does, `/v1/large` 10 MiB,
/// `/v1/parked` never.
final class TransportBench {
    private static final Bytes ENTRY = Bytes.of("[{\"LockIndex\":0,\"Key\":\"k\",\"Flags\":0,\"Value\":\"dmFsdWU=\","
            + "\"CreateIndex\":12,\"ModifyIndex\":12}]");
    private static final Bytes LARGE = Bytes.of(new byte[10 << 20]);

    private TransportBench() {}

    /// @param arguments the port
    public static void main(String[] arguments) throws Exception {
        List<Route> routes = List.of(
                Route.at("/v1/kv/").get(_ -> json(ENTRY)),
                Route.at("/v1/large").get(_ -> json(LARGE)),
                Route.at("/v1/parked").get(_ -> new Reply.Later(_ -> new Parked())));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpSettings settings = new HttpSettings(
                List.of(new Listener.Http(address)),
                0,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Runtime.getRuntime().availableProcessors());
        HttpServer server = HttpServer.start(
                settings,
                new Router(FrontSettings.DEFAULT, routes),
                RequestObserver.NONE,
                InstantSource.system(),
                System::nanoTime);
        System.out.println("listening on " + server.addresses());
        new CountDownLatch(1).await();
    }

    private static Reply json(Bytes content) {
        Body body = new Body.Raw(HeaderNames.APPLICATION_JSON, content);
        return new Reply.Full(200, body, new Meta(12, true, 0, null), List.of());
    }

    /// Stands for what a parked read keeps.
    private static final class Parked implements Cancellable {
        @Override
        public void cancel() {}
    }
}
