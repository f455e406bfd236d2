package io.carillon.trials.fire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The network between one node and the database. It can be slow, or silent, or lose the answer to
/// a COMMIT: then the database has committed, and the node cannot know.
///
/// What the node says is passed on as it is. What the database says is read message by message (a
/// letter, a length, the rest), which is all of its protocol that is needed here; the node must not
/// ask for encryption.
final class Proxy implements AutoCloseable {
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(US_ASCII);
    private static final char COMMAND_COMPLETE = 'C';
    private static final int CHUNK = 16 * 1_024;

    private final int target;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger commitsToLose = new AtomicInteger();
    private final AtomicInteger commitsLost = new AtomicInteger();
    private volatile CountDownLatch speaks = new CountDownLatch(0);
    private volatile Duration slowness = Duration.ZERO;

    Proxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        threads.execute(this::listen);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// The next answers to a COMMIT, this many, are lost together with their connections.
    void loseCommits(int count) {
        commitsToLose.set(count);
    }

    int commitsLost() {
        return commitsLost.get();
    }

    /// From now on each piece takes that much longer.
    void slowDown(Duration each) {
        slowness = each;
    }

    /// From now on nothing goes through, and nobody is told.
    void fallSilent() {
        speaks = new CountDownLatch(1);
    }

    /// Everything goes on; what was underway arrives late.
    void speakAgain() {
        speaks.countDown();
    }

    /// Every connection is reset.
    void reset() {
        open.forEach(Proxy::reset);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        reset();
        threads.shutdownNow();
    }

    private void listen() {
        while (true) {
            try {
                Socket node = listening.accept();
                threads.execute(() -> connect(node));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void connect(Socket node) {
        try (node;
                Socket database = new Socket()) {
            open.add(node);
            open.add(database);
            weather();
            database.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            node.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            threads.execute(() -> untilEither(node, database, () -> passOn(node, database)));
            untilEither(node, database, () -> passMessages(database, node));
        } catch (IOException | InterruptedException _) {
            // The database is away, or the trial is over: the node sees a closed connection.
        } finally {
            open.remove(node);
        }
    }

    private interface Passing {
        void run() throws IOException, InterruptedException;
    }

    private void untilEither(Socket node, Socket database, Passing passing) {
        try {
            passing.run();
        } catch (IOException | InterruptedException _) {
            // Whatever one end says by going away is told to the other one.
        } finally {
            reset(node);
            reset(database);
            open.remove(node);
            open.remove(database);
        }
    }

    private void passOn(Socket from, Socket to) throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            weather();
            out.write(chunk, 0, read);
        }
    }

    private void passMessages(Socket from, Socket to) throws IOException, InterruptedException {
        BufferedInputStream buffered = new BufferedInputStream(from.getInputStream(), CHUNK);
        DataInputStream in = new DataInputStream(buffered);
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(to.getOutputStream(), CHUNK));
        while (true) {
            int letter = in.readUnsignedByte();
            int length = in.readInt();
            byte[] rest = in.readNBytes(length - Integer.BYTES);
            if (letter == COMMAND_COMPLETE && Arrays.equals(rest, COMMITTED) && losesCommit()) {
                return;
            }
            out.writeByte(letter);
            out.writeInt(length);
            out.write(rest);
            if (buffered.available() == 0) {
                weather();
                out.flush();
            }
        }
    }

    private boolean losesCommit() {
        boolean loses = commitsToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (loses) {
            commitsLost.incrementAndGet();
        }
        return loses;
    }

    private void weather() throws InterruptedException {
        Duration slow = slowness;
        if (slow.isPositive()) {
            Thread.sleep(slow);
        }
        speaks.await();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // Closed already.
        }
    }
}
