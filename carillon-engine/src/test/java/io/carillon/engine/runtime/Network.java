package io.carillon.engine.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// The way to the database of the tests.
final class Network implements Closeable {
    private final URI database =
            URI.create(TestDatabase.url("carillon").substring("jdbc:".length()));
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean reading = new AtomicBoolean(true);
    private final CountDownLatch closed = new CountDownLatch(1);

    Network() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + database.getPath();
    }

    /// Connections that are open now carry nothing any more.
    void forgetsItsConnections() {
        asked.incrementAndGet();
        answered.incrementAndGet();
    }

    /// Connections that are open now carry no answer any more: what is asked still arrives, as from
    /// a process that was stopped just then.
    void forgetsAnswers() {
        answered.incrementAndGet();
    }

    /// No more of what is answered is read than what is on its way now, as by a process that was
    /// stopped just then.
    void readsNoAnswers() {
        reading.set(false);
    }

    private void accept() {
        try {
            while (true) {
                Socket from = door.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), database.getPort());
                carry(from, to, asked, () -> true);
                carry(to, from, answered, reading::get);
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void carry(Socket from, Socket to, AtomicInteger age, BooleanSupplier goesOn) {
        int born = age.get();
        Thread.ofVirtual().start(() -> carry(from, to, age, born, goesOn));
    }

    private void carry(
            Socket from, Socket to, AtomicInteger age, int born, BooleanSupplier goesOn) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] some = new byte[8_192];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                if (born == age.get()) {
                    out.write(some, 0, read);
                }
                if (!goesOn.getAsBoolean()) {
                    closed.await();
                }
            }
        } catch (IOException | InterruptedException _) {
            // One side has closed it.
        }
    }

    /// For those that are open, and for others.
    void ends() throws IOException {
        closed.countDown();
        door.close();
    }

    @Override
    public void close() throws IOException {
        ends();
    }
}
