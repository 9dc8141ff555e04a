package io.praetor.agent.watch;

import io.praetor.client.AnyCertificate;
import io.praetor.client.watch.HttpHandler;
import io.praetor.client.watch.WatchResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a request for every change: the result as its body, its index in `X-Consul-Index`.
final class RequestHandler implements WatchHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    /// Bytes of a refusal that the log shows.
    private static final int OUTPUT_BYTES = 4 * 1024;

    private static final int SUCCESS = 2;

    private final HttpHandler settings;
    private final HttpClient client;

    RequestHandler(HttpHandler settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NORMAL);
        if (settings.skipVerify()) {
            builder.sslContext(AnyCertificate.context());
        }
        this.client = builder.build();
    }

    @Override
    public void handle(WatchResult result) throws InterruptedException {
        send(result.index(), result.compact().array());
    }

    /// Sends the request and waits for the answer, no longer than the time limit for its head and once more for the
    /// part of the body that the log shows: the library's own limit ends with the head.
    void send(String index, byte[] json) throws InterruptedException {
        try {
            HttpResponse<InputStream> response =
                    client.send(request(index, json), HttpResponse.BodyHandlers.ofInputStream());
            // closing the body wakes who reads it
            try (InputStream body = response.body()) {
                FutureTask<byte[]> reading = new FutureTask<>(() -> body.readNBytes(OUTPUT_BYTES));
                Thread.ofVirtual().name("http watch handler").start(reading);
                byte[] output = reading.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
                tell(response.statusCode(), new String(output, StandardCharsets.UTF_8));
            }
        } catch (TimeoutException e) {
            failed("the body of the answer did not come in time");
        } catch (ExecutionException e) {
            failed(String.valueOf(e.getCause()));
        } catch (IOException | IllegalArgumentException e) {
            failed(String.valueOf(e.getMessage()));
        }
    }

    private void failed(String error) {
        LOG.atError()
                .addKeyValue("url", settings.path())
                .addKeyValue("error", error)
                .log("Failed to invoke http watch handler");
    }

    /// @throws IllegalArgumentException for an address or a header that cannot be sent
    private HttpRequest request(String index, byte[] json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.path()))
                .timeout(settings.timeout())
                .method(settings.method(), HttpRequest.BodyPublishers.ofByteArray(json))
                .header("Content-Type", "application/json")
                .header("X-Consul-Index", index);
        for (Map.Entry<String, List<String>> header : settings.headers().entrySet()) {
            header.getValue().forEach(value -> request.header(header.getKey(), value));
        }
        return request.build();
    }

    private void tell(int status, String output) {
        if (status / 100 == SUCCESS) {
            LOG.atTrace()
                    .addKeyValue("url", settings.path())
                    .addKeyValue("output", output)
                    .log("http watch handler");
        } else {
            LOG.atError()
                    .addKeyValue("url", settings.path())
                    .addKeyValue("status", status)
                    .addKeyValue("output", output)
                    .log("http watch handler failed with output");
        }
    }

    /// A request under way ends by its own time limit.
    @Override
    public void cancel() {
        client.shutdownNow();
    }
}
