package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.Http.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OddRequestsTest {
    private final TestServer server = TestServer.plain();
    private final Http http = server.http();

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404",
        "GET, /user/a/b, 404",
        "GET, /health, 404",
        "GET, /v1/occasions/other, 404",
        "GET, /v1/deliveries/01a2030e-5437-8135-8191-d6c5954af97e, 404",
        "GET, /v1/deliveries/x, 404",
        "POST, /health/live, 405",
        "PATCH, /user, 405",
        "PURGE, /user, 405",
        "DELETE, /v1/upcoming, 405",
        "TRACE, /user, 405",
        "GET, /user?%zz, 400",
        "GET, /user?id=%, 400",
        "GET, /user?=&&=x, 400",
        "GET, /user?id=, 400",
        "GET, /v1/upcoming?limit=1&limit=2, 422",
        "GET, /user/%00, 400",
        "GET, /user/%ff, 400",
        "GET, /user/%2F, 400",
        "GET, /user/;x=1, 404",
        "GET, '/user/a;id=1', 404"
    })
    void a_request_that_leads_nowhere_is_a_problem_and_no_crash(
            String method, String path, int status) throws IOException {
        String answer =
                raw(
                        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .formatted(method, path));

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer)
                .contains("application/problem+json", "\"status\":" + status, "\"code\":");
        assertThat(answer).contains("\"errors\":[");
        assertThat(answer).doesNotContain("Exception", "apache", "at io.");
    }

    @Test
    void a_method_that_is_not_taken_is_answered_with_those_that_are() {
        assertThat(http.send("PATCH", "/inbox", BodyPublishers.noBody()).header("Allow"))
                .contains("GET", "POST", "DELETE");
    }

    @ParameterizedTest
    @CsvSource({
        "/user, 'DELETE,GET,HEAD,OPTIONS,POST,PUT'",
        "/user/x, 'DELETE,GET,HEAD,OPTIONS,PUT'",
        "/inbox, 'DELETE,GET,HEAD,OPTIONS,POST'",
        "/v1/preview, 'OPTIONS,POST'",
        "/v1/upcoming, 'GET,HEAD,OPTIONS'"
    })
    void every_way_to_ask_which_methods_a_path_takes_gets_the_same_answer(
            String path, String methods) throws IOException {
        for (String method : List.of("OPTIONS", "PATCH", "TRACE", "PURGE")) {
            String answer =
                    raw(
                            "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                    .formatted(method, path));

            assertThat(allowed(answer)).as(method).isEqualTo(methods);
        }
    }

    @Test
    void a_trace_is_not_echoed() throws IOException {
        String answer =
                raw(
                        "TRACE /user HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Secret: hush\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 405 ")
                .contains("method_not_allowed")
                .doesNotContain("hush", "message/http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "nonsense"})
    void what_cannot_be_answered_as_asked_is_not_done(String accept) {
        Http picky = http.with("Accept", accept);

        Answer answer = picky.post("/user", People.json("Picky"));

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.text("code")).isEqualTo("not_acceptable");
    }

    @Test
    void head_is_answered_without_a_body() {
        Answer answer = http.send("HEAD", "/health/live", BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /{}|\\ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /user/\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT /user HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
                "POST /user HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /user HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST /user HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nonsense\r\n\r\n",
                "POST /user HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"
            })
    void what_is_hardly_http_is_refused_in_the_same_form(String request) throws IOException {
        String answer = raw(request);

        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|505) .*");
        assertThat(answer).contains("application/problem+json", "\"errors\":[]");
        assertThat(answer).doesNotContain("Exception", "<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "10.0.0.1", "127.0.0.1.nip.io"})
    void another_machines_name_is_refused_where_no_key_is_needed(String host) throws IOException {
        String answer =
                raw("GET /inbox HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 421 ").contains("misdirected_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:1",
                "carillon.localhost",
                "127.0.0.1",
                "127.8.9.1:80",
                "[::1]:8080"
            })
    void this_machines_names_are_taken(String host) throws IOException {
        assertThat(raw("GET /inbox HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    /// As a browser sends it for a page from elsewhere, without asking first.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: https://evil.example",
                "Origin: http://localhost:81",
                "Origin: null"
            })
    void a_page_from_elsewhere_changes_nothing_where_no_key_is_needed(String header)
            throws IOException {
        String answer =
                raw(
                        "POST /v1/release HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nContent-Length: 0\r\n%s\r\n\r\n"
                                .formatted(header));

        assertThat(answer).startsWith("HTTP/1.1 403 ").contains("cross_site_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: same-origin\r\nOrigin: https://proxy.example",
                "Sec-Fetch-Site: none",
                "Origin: http://localhost",
                "X: y"
            })
    void its_own_page_may(String header) throws IOException {
        String answer =
                raw(
                        "POST /v1/release HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nContent-Length: 0\r\n%s\r\n\r\n"
                                .formatted(header));

        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void headers_that_take_more_than_8_kib_are_refused_as_such() throws IOException {
        String answer = raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(8_192));

        assertThat(answer)
                .startsWith("HTTP/1.1 431 ")
                .contains("application/problem+json", "request_header_fields_too_large");
    }

    @ParameterizedTest
    @CsvSource({"text/plain, 400", "application/json, 201"})
    void two_content_types_are_refused_where_they_differ(String other, int status)
            throws IOException {
        String body = People.json("Ada");

        String answer =
                raw(
                        "POST /user HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\nContent-Type: application/json\r\nContent-Type: %s\r\n\r\n%s"
                                .formatted(body.length(), other, body));

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void a_client_of_http_1_0_needs_no_host() throws IOException {
        assertThat(raw("GET /health/live HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void answers_tell_browsers_to_do_nothing_with_them() {
        Answer answer = http.get("/health/live");

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Server")).isEmpty();
    }

    private static String allowed(String answer) {
        String headers = answer.substring(0, answer.indexOf("\r\n\r\n"));
        return headers.lines()
                .filter(line -> line.startsWith("Allow: "))
                .flatMap(line -> Arrays.stream(line.substring("Allow: ".length()).split(", ?")))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
