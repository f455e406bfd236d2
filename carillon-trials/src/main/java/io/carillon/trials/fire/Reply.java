package io.carillon.trials.fire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One way to answer a request that was read to its end.
sealed interface Reply {
    Duration ORDINARY_MAX = Duration.ofSeconds(2);

    /// At once.
    record Status(int code) implements Reply {}

    /// Too many requests; come again in a while.
    record Busy(int retryAfterSeconds) implements Reply {}

    /// After a while: perhaps nobody listens any more.
    record Late(Duration after, int code) implements Reply {}

    /// A byte at a time.
    record Drip(Duration perByte, int code) implements Reply {}

    /// Nothing, for a while; then the connection is closed.
    record Hang(Duration lasting) implements Reply {}

    /// Nothing: the connection is reset.
    record Reset() implements Reply {}

    /// Whether it is more than the ordinary slowness of a receiver that does its work.
    default boolean isBad() {
        return switch (this) {
            case Status(int code) -> code / 100 != 2;
            case Late(Duration after, int code) ->
                    code / 100 != 2 || after.compareTo(ORDINARY_MAX) > 0;
            case Busy(int _), Drip(Duration _, int _), Hang(Duration _), Reset() -> true;
        };
    }

    /// The status, when one was sent in full.
    default @Nullable Integer status() {
        return switch (this) {
            case Status(int code) -> Integer.valueOf(code);
            case Busy(int _) -> Integer.valueOf(429);
            case Late(Duration _, int code) -> Integer.valueOf(code);
            case Drip(Duration _, int code) -> Integer.valueOf(code);
            case Hang(Duration _), Reset() -> null;
        };
    }

    /// Answers so, and says whether the connection stays open.
    default boolean give(Socket socket) throws IOException, InterruptedException {
        switch (this) {
            case Status(int code) -> write(socket, head(code, ""));
            case Busy(int seconds) -> write(socket, head(429, "Retry-After: " + seconds + "\r\n"));
            case Late(Duration after, int code) -> {
                Thread.sleep(after);
                write(socket, head(code, ""));
            }
            case Drip(Duration perByte, int code) -> {
                for (byte one : head(code, "")) {
                    write(socket, new byte[] {one});
                    Thread.sleep(perByte);
                }
            }
            case Hang(Duration lasting) -> {
                Thread.sleep(lasting);
                return false;
            }
            case Reset() -> {
                socket.setSoLinger(true, 0);
                return false;
            }
        }
        return true;
    }

    private static byte[] head(int code, String more) {
        return ("HTTP/1.1 " + code + " x\r\nContent-Length: 0\r\n" + more + "\r\n")
                .getBytes(US_ASCII);
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }
}
