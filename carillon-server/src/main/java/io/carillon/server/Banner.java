package io.carillon.server;

import io.carillon.server.settings.Listening;
import io.carillon.server.settings.NodeSettings;
import io.carillon.server.settings.Settings;
import io.carillon.server.settings.Storage;
import io.carillon.server.settings.Webhooks;

/// What the operator reads once the server is up: a few plain lines.
final class Banner {
    private Banner() {}

    static String of(Settings settings) {
        return """
        carillon: up at %s
          time zones  %s
          data        %s
          birthdays   go to %s
          access      %s
        %s\
        """
                .formatted(
                        settings.listening().url(),
                        settings.timeZones().shown(),
                        data(settings.storage()),
                        target(settings.webhooks()),
                        access(settings.listening()),
                        node(settings.node()));
    }

    /// Only what is out of the ordinary.
    private static String node(NodeSettings node) {
        String role =
                switch (node.role()) {
                    case ALL -> "";
                    case API -> "  role        api: other nodes have to send\n";
                    case WORKER -> "  role        worker: other nodes have to serve the API\n";
                };
        return node.hold() ? role + "  held        nothing is sent until POST /v1/release\n" : role;
    }

    private static String data(Storage storage) {
        return storage.outside()
                .map(outside -> outside.shown() + ", and the folder " + storage.dataDir())
                .orElseGet(() -> "PostgreSQL in " + storage.dataDir());
    }

    private static String target(Webhooks webhooks) {
        // The address may carry a token, so it is not repeated here.
        return webhooks.url().isPresent() ? "CARILLON_WEBHOOK_URL" : "the built-in inbox, /inbox";
    }

    private static String access(Listening listening) {
        if (listening.apiKey().isPresent()) {
            return "requests need the API key: Authorization: Bearer …";
        }
        return "no API key is needed, since only this machine can connect";
    }
}
