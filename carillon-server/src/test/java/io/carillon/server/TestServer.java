package io.carillon.server;

import io.carillon.server.settings.Settings;
import io.carillon.server.settings.SettingsReader;
import io.carillon.server.settings.Sources;
import io.carillon.server.settings.Webhooks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// A whole server in this JVM, over a database of its own, on a free port.
final class TestServer implements AutoCloseable {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAAAAAAAAAAA=";
    static final String KEY = "a-key-for-tests";

    private static final Duration SEND_WITHIN = Duration.ofMillis(700);

    static {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static final class Shared {
        static final TestServer PLAIN = start(Map.of());
        static final Receiver RECEIVER = new Receiver();
        static final TestServer KEYED =
                start(Map.of("CARILLON_API_KEY", KEY, "CARILLON_WEBHOOK_URL", RECEIVER.url()));

        static {
            SharedPostgres.beforeItStops(PLAIN::close);
            SharedPostgres.beforeItStops(KEYED::close);
            SharedPostgres.beforeItStops(RECEIVER::close);
        }
    }

    private final Settings settings;
    private final Server server;

    private TestServer(Settings settings, Server server) {
        this.settings = settings;
        this.server = server;
    }

    /// The one that all tests share, which sends into its own inbox and asks for no key.
    static TestServer plain() {
        return Shared.PLAIN;
    }

    /// The one that sends to [#receiver()], is impatient with it, and asks for [#KEY].
    static TestServer keyed() {
        return Shared.KEYED;
    }

    static Receiver receiver() {
        return Shared.RECEIVER;
    }

    /// A server with a new database, unless these settings name another.
    static TestServer start(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("CARILLON_WEBHOOK_SECRET", SECRET));
        if (!environment.containsKey("CARILLON_DATABASE_URL")) {
            all.putAll(SharedPostgres.newDatabase());
        }
        all.putAll(environment);
        List<String> arguments =
                List.of("--port", "0", "--data", SharedPostgres.temporaryFolder().toString());
        Settings settings =
                impatient(
                        new SettingsReader(
                                        new Sources(arguments, new Properties(), all),
                                        InstantSource.system())
                                .read());
        return new TestServer(
                settings, Server.start(settings, InstantSource.system(), new Lifecycle()));
    }

    Http http() {
        return new Http(url());
    }

    Http httpWithKey() {
        return new Http(url(), "Authorization", "Bearer " + KEY);
    }

    String url() {
        return settings.listening().url();
    }

    int port() {
        return settings.listening().port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static Settings impatient(Settings settings) {
        Webhooks webhooks = settings.webhooks();
        return new Settings(
                settings.listening(),
                settings.storage(),
                new Webhooks(
                        webhooks.url(),
                        webhooks.secret(),
                        webhooks.privateTargetsAllowed(),
                        SEND_WITHIN),
                settings.timeZones(),
                settings.node(),
                settings.birthDateMin());
    }
}
