package io.carillon.trials.fire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.carillon.trials.history.Event.Answer;
import io.carillon.trials.history.Event.Arrival;
import io.carillon.trials.history.Event.Fault;
import io.carillon.trials.history.Event.Message;
import io.carillon.trials.history.History;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A webhook's receiver that writes down each request before it answers, and answers as badly as it
/// is told to. It speaks HTTP itself, over bare sockets: only so can it misbehave in the middle.
final class Receiver implements AutoCloseable {
    private static final int LINE_MAX = 8_192;
    private static final int BACKLOG = 1_024;

    private final History history;
    private final InstantSource clock;
    private final Manners manners;
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong requests = new AtomicLong();

    Receiver(History history, InstantSource clock, Manners manners) throws IOException {
        this.history = history;
        this.clock = clock;
        this.manners = manners;
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        threads.execute(this::listen);
    }

    /// Where this node sends to: the path says who it was.
    String urlFor(String node) {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/" + node;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }

    private void listen() {
        while (true) {
            try {
                Socket socket = listening.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean open = true;
            while (open) {
                in.mark(1);
                if (in.read() < 0) {
                    return;
                }
                Moment at = new Moment(clock.instant(), System.nanoTime());
                in.reset();
                open = exchange(socket, in, at);
            }
        } catch (IOException | InterruptedException _) {
            // The node went away, or the trial is over: what it had said is written down.
        }
    }

    /// The same moment on two clocks. All processes of a machine share the monotonic one, and
    /// nobody sets it.
    private record Moment(Instant instant, long nanos) {
        Instant at(long nanos) {
            return instant.minusNanos(this.nanos - nanos);
        }
    }

    private boolean exchange(Socket socket, InputStream in, Moment at)
            throws IOException, InterruptedException {
        String path = line(in).split(" ", 3)[1];
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(header(headers, "content-length")));
        Arrival arrival =
                new Arrival(
                        requests.incrementAndGet(),
                        at.instant(),
                        path.substring(1),
                        Instant.ofEpochSecond(Long.parseLong(header(headers, "webhook-timestamp"))),
                        at.at(Long.parseLong(header(headers, "carillon-look"))),
                        Integer.parseInt(header(headers, "webhook-attempt")),
                        message(header(headers, "webhook-id"), body));
        history.add(arrival);

        Reply reply = manners.replyTo(arrival);
        if (reply.isBad()) {
            history.add(new Fault(clock.instant(), reply.toString(), "receiver", null));
        }
        boolean open;
        try {
            open = reply.give(socket);
        } catch (IOException e) {
            history.add(new Answer(arrival.request(), clock.instant(), null, "it went away"));
            throw e;
        }
        history.add(
                new Answer(arrival.request(), clock.instant(), reply.status(), reply.toString()));
        return open;
    }

    private static Message message(String id, byte[] body) {
        JsonNode json = JsonMapper.shared().readTree(body);
        return new Message(
                id,
                json.get("subjectId").asString(),
                json.get("period").asString(),
                Instant.parse(json.get("dueAt").asString()));
    }

    private static String header(Map<String, String> headers, String name) {
        return Objects.requireNonNull(headers.get(name), name);
    }

    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[LINE_MAX];
        for (int length = 0; length < LINE_MAX; length++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (next == '\n') {
                return new String(line, 0, length, US_ASCII).stripTrailing();
            }
            line[length] = (byte) next;
        }
        throw new IOException("a line without an end");
    }
}
