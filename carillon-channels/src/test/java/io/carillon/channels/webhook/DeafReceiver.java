package io.carillon.channels.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// A port that listens and does not accept: its queue is full, so that a further connect hangs.
final class DeafReceiver implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 100;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> queue = new ArrayList<>();

    DeafReceiver() throws IOException {
        try {
            while (true) {
                Socket socket = new Socket();
                queue.add(socket);
                socket.connect(server.getLocalSocketAddress(), CONNECT_TIMEOUT_MS);
            }
        } catch (SocketTimeoutException _) {
            // the queue is full
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/hook";
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : queue) {
            socket.close();
        }
    }
}
