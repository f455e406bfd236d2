package io.carillon.server.inbox;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.server.http.Cursor;
import io.carillon.server.http.JsonBody;
import io.carillon.server.http.Page;
import io.carillon.server.http.Paging;
import io.carillon.server.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// The built-in receiver of webhooks.
@RestController
final class InboxController {
    private static final String LIST = "inbox";

    private final Inbox inbox;
    private final Receipt receipt;

    InboxController(Inbox inbox, Receipt receipt) {
        this.inbox = inbox;
        this.receipt = receipt;
    }

    @PostMapping("/inbox")
    ResponseEntity<String> receive(HttpServletRequest request) {
        receipt.checkSender(request);
        byte[] body = JsonBody.bytes(request);
        receipt.checkSignature(request, body);
        inbox.add(headers(request), new String(body, StandardCharsets.UTF_8));
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("ok");
    }

    @GetMapping(path = "/inbox", produces = APPLICATION_JSON_VALUE)
    Page<ArrivalJson> list(HttpServletRequest request) {
        Paging paging = Paging.of(Query.of(request));
        long before =
                paging.after(LIST, place -> Long.parseLong(place.getFirst()))
                        .orElse(Long.MAX_VALUE);
        List<Inbox.Arrival> found = inbox.before(before, paging.limit() + 1);
        return Page.of(found, paging.limit(), InboxController::cursor).map(ArrivalJson::of);
    }

    @DeleteMapping("/inbox")
    ResponseEntity<Void> clear() {
        inbox.clear();
        return ResponseEntity.noContent().build();
    }

    private static Cursor cursor(Inbox.Arrival last) {
        return new Cursor(LIST, List.of(Long.toString(last.number())));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(
                    name.toLowerCase(Locale.ROOT),
                    String.join(", ", Collections.list(request.getHeaders(name))));
        }
        return headers;
    }
}
