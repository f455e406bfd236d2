package io.carillon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrowdOfConnectionsTest {
    private static final int CROWD = 500;
    private static final int PATIENCE_MILLIS = 900; // the system tries again after a second
    private static final int ANSWER_PATIENCE_MILLIS = 20_000;

    @TempDir private Path folder;

    @Test
    void a_crowd_that_comes_while_the_server_accepts_nobody_is_answered_when_it_does()
            throws IOException {
        List<Socket> crowd = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), Map.of())) {
            server.signal("STOP");
            try {
                for (int i = 0; i < CROWD; i++) {
                    crowd.add(asks(server.port()));
                }
            } finally {
                server.signal("CONT");
            }
            for (Socket one : crowd) {
                answers.add(answer(one));
            }
        } finally {
            for (Socket one : crowd) {
                one.close();
            }
        }

        assertThat(answers).hasSize(CROWD).allMatch("HTTP/1.1 200"::equals);
    }

    private static Socket asks(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(ANSWER_PATIENCE_MILLIS);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.getOutputStream()
                .write(
                        "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        String line =
                new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
        return line == null ? "nothing" : line.strip();
    }
}
