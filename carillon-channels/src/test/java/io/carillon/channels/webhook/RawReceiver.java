package io.carillon.channels.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that misbehaves by script: each connection is handed to it, open.
final class RawReceiver implements AutoCloseable {
    interface Script {
        void play(Connection connection) throws Exception;
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<byte[]> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger finished = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    RawReceiver(Script script) throws IOException {
        server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(script));
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/hook";
    }

    String httpsUrl() {
        return "https://127.0.0.1:" + server.getLocalPort() + "/hook";
    }

    int connections() {
        return sockets.size();
    }

    /// How many connections have been closed after their script.
    int finished() {
        return finished.get();
    }

    List<byte[]> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> play(script, socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void play(Script script, Socket socket) {
        try (socket) {
            script.play(new Connection(socket));
        } catch (Exception _) {
            // the other side went away, as some of them must
        }
        finished.incrementAndGet();
    }

    /// One accepted connection.
    final class Connection {
        private final Socket socket;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /// Reads one request, head and body; it is complete before this returns.
        void readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = in.read();
                if (read < 0) {
                    throw new IOException("no request");
                }
                head.append((char) read);
            }
            String length =
                    head.toString()
                            .lines()
                            .map(line -> line.toLowerCase(Locale.ROOT))
                            .filter(line -> line.startsWith("content-length:"))
                            .map(line -> line.substring("content-length:".length()).strip())
                            .findFirst()
                            .orElseThrow();
            requests.add(in.readNBytes(Integer.parseInt(length)));
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /// Writes it, one byte every 20 ms; a watched limit ends it long before its end.
        void drip(String text) throws Exception {
            for (int i = 0; i < text.length(); i++) {
                write(text.substring(i, i + 1));
                if (closed.await(20, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }

        /// Does nothing until the other side has had enough.
        void hang() {
            bytesUntilClosed();
        }

        /// How many bytes the other side sends before it closes, in whatever way.
        int bytesUntilClosed() {
            int bytes = 0;
            try {
                while (socket.getInputStream().read() >= 0) {
                    bytes++;
                }
            } catch (IOException _) {
                // reset: closed as well
            }
            return bytes;
        }

        /// Closes with a TCP reset.
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
