package io.carillon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server started amid variables and files that were made for other programs of the same machine,
/// and on a platform whose proxies other programs trust.
class ForeignSettingsTest {
    private static final Map<String, String> OTHERS =
            Map.of(
                    "SPRING_JACKSON_PROPERTY_NAMING_STRATEGY", "SNAKE_CASE",
                    "SERVER_SSL_ENABLED", "true",
                    "SPRING_MAIN_WEB_APPLICATION_TYPE", "none",
                    "SPRING_MAIN_CLOUD_PLATFORM", "kubernetes",
                    "KUBERNETES_SERVICE_HOST", "10.0.0.1",
                    "KUBERNETES_SERVICE_PORT", "443",
                    // Options of the JVM are the operator's, but these are none of Carillon's.
                    "JAVA_TOOL_OPTIONS", "-Dserver.servlet.context-path=/bar");

    @TempDir private Path folder;
    private ServerProcess server;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(
                folder.resolve("application.properties"), "server.servlet.context-path=/foo\n");
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/application.properties"), "spring.mvc.servlet.path=/foo\n");
        server = ServerProcess.start(folder.resolve("data"), OTHERS);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void only_carillons_own_settings_count_and_no_forwarded_header_is_believed()
            throws IOException {
        var user =
                server.post(
                        "/user",
                        """
                        {"firstName":"Ada","lastName":"Lovelace","dateOfBirth":"1990-12-10","timezone":"Europe/London"}
                        """);

        assertThat(user.propertyNames()).contains("firstName", "dateOfBirth", "createdAt");
        assertThat(raw("GET /inbox", "evil.example", "X-Forwarded-Host: localhost"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(raw("GET /inbox", "localhost", "X-Forwarded-Host: evil.example"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw("POST /inbox", "localhost", "X-Forwarded-For: 203.0.113.9"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(raw("POST /user", "localhost", "Forwarded: host=evil.example;proto=https"))
                .startsWith("HTTP/1.1 415 ");
    }

    private String raw(String request, String host, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            String text =
                    "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n\r\n"
                            .formatted(request, host, header);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
