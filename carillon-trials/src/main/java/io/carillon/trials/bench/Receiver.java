package io.carillon.trials.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.carillon.channels.webhook.WebhookSecret;
import io.carillon.channels.webhook.WebhookSignature;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The receiver of a webhook, in a process of its own: `SECRET COUNT`. It prints its port, notes
/// whose each request is, and looks at the signature of one in a hundred. When its stdin ends it
/// prints how many were lost, how many came twice, and how many signatures were wrong. It speaks
/// HTTP over bare sockets, to be the least part of what is measured.
final class Receiver {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int SIZE_MAX = 16 * 1024;
    private static final int LOOKED_AT = 100;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

    /// The last twelve digits of a subject's id are its number.
    private static final Pattern SUBJECT =
            Pattern.compile("\"subjectId\":\"[0-9a-f-]{28}([0-9a-f]{8})\"");

    private final WebhookSignature signature;
    private final AtomicIntegerArray times;
    private final AtomicInteger wrong = new AtomicInteger();

    private Receiver(WebhookSecret secret, int count) {
        this.signature = new WebhookSignature(secret);
        this.times = new AtomicIntegerArray(count);
    }

    public static void main(String[] arguments) throws IOException {
        Receiver receiver =
                new Receiver(WebhookSecret.parse(arguments[0]), Integer.parseInt(arguments[1]));
        ServerSocket listening = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
        System.out.println(listening.getLocalPort());
        Thread.ofPlatform().daemon().start(() -> receiver.listen(listening));
        System.in.transferTo(OutputStream.nullOutputStream());
        System.out.println(receiver.lost() + " " + receiver.twice() + " " + receiver.wrong);
    }

    private long lost() {
        return IntStream.range(0, times.length()).filter(number -> times.get(number) == 0).count();
    }

    private long twice() {
        return IntStream.range(0, times.length()).filter(number -> times.get(number) > 1).count();
    }

    private void listen(ServerSocket listening) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (true) {
                Socket socket = listening.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            byte[] buffer = new byte[SIZE_MAX];
            for (int length = read(socket, buffer); length > 0; length = read(socket, buffer)) {
                take(new String(buffer, 0, length, ISO_8859_1));
                socket.getOutputStream().write(ANSWER);
            }
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    /// Reads one request into the buffer, and returns its length; 0 at the end of the connection.
    private static int read(Socket socket, byte[] buffer) throws IOException {
        InputStream in = socket.getInputStream();
        int length = 0;
        int wanted = Integer.MAX_VALUE;
        while (length < wanted) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0 && length == 0) {
                return 0;
            }
            if (read <= 0) {
                throw new EOFException("a request without an end");
            }
            length += read;
            wanted = wanted == Integer.MAX_VALUE ? wanted(buffer, length) : wanted;
        }
        return length;
    }

    /// How long a request is, when its head is here.
    private static int wanted(byte[] buffer, int length) {
        String text = new String(buffer, 0, length, ISO_8859_1);
        int head = text.indexOf(END_OF_HEAD);
        return head < 0
                ? Integer.MAX_VALUE
                : head + END_OF_HEAD.length() + Integer.parseInt(find(LENGTH, text));
    }

    private void take(String request) {
        int number = Integer.parseInt(find(SUBJECT, request), 16);
        times.incrementAndGet(number);
        if (number % LOOKED_AT == 0 && !isSigned(request)) {
            wrong.incrementAndGet();
        }
    }

    private boolean isSigned(String request) {
        int body = request.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
        return signature.verify(
                header("webhook-id", request),
                Long.parseLong(header("webhook-timestamp", request)),
                request.substring(body).getBytes(ISO_8859_1),
                header("webhook-signature", request));
    }

    private static String header(String name, String request) {
        return find(Pattern.compile("(?i)\r\n" + name + ": *([^\r\n]+)"), request);
    }

    private static String find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }
}
