package io.carillon.server;

import io.carillon.channels.webhook.WebhookChannel;
import io.carillon.channels.webhook.WebhookEndpoint;
import io.carillon.channels.webhook.WebhookSecret;
import io.carillon.channels.webhook.WebhookSignature;
import io.carillon.embedded.EmbeddedPostgres;
import io.carillon.embedded.EmbeddedPostgresException;
import io.carillon.engine.RealTime;
import io.carillon.engine.database.Databases;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.EngineSettings;
import io.carillon.server.Lifecycle.Part;
import io.carillon.server.health.EngineMetrics;
import io.carillon.server.inbox.Inbox;
import io.carillon.server.inbox.Receipt;
import io.carillon.server.settings.NodeSettings;
import io.carillon.server.settings.SecretFile;
import io.carillon.server.settings.Settings;
import io.carillon.server.settings.SetupException;
import io.carillon.server.settings.Storage;
import io.carillon.server.tzdata.Tzdata;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/// A running Carillon, wired by hand: database, channel, engine, web.
///
/// The web listens before the engine rings, for the engine may ring into our own inbox; and the
/// engine stops before the web, for the same reason.
final class Server implements AutoCloseable {
    /// For requests; the loops have their own.
    private static final int CONNECTIONS_MAX = 16;

    private final Lifecycle lifecycle;

    private Server(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /// Starts everything in order. What was started when a step fails stays with the lifecycle, to
    /// be closed by its owner.
    static Server start(Settings settings, InstantSource wall, Lifecycle lifecycle) {
        Tzdata tzdata = settings.timeZones().tzdata();
        Databases databases = databases(settings.storage(), lifecycle);
        WebhookSecret secret = lifecycle.during(() -> secret(settings));
        NodeSettings node = settings.node();
        EngineSettings defaults = EngineSettings.ofDefaults(node.name());
        EngineSettings limits = node.role().sends() ? defaults : defaults.withoutClaims();
        WebhookEndpoint endpoint =
                settings.webhooks()
                        .endpoint(settings.listening().url() + "/inbox", secret)
                        // As many as an endpoint may be set to: the engine counts.
                        .withConcurrencyMax(Limits.CONCURRENCY_MOST);
        WebhookChannel channel =
                lifecycle.start(Part.CHANNEL, () -> new WebhookChannel(endpoint, wall));
        EngineMetrics metrics = new EngineMetrics();
        Engine engine =
                lifecycle.start(
                        Part.ENGINE,
                        () ->
                                Engine.live(
                                        databases,
                                        tzdata.atStart(),
                                        RealTime.of(wall),
                                        limits,
                                        Map.of(Engine.WEBHOOK, channel),
                                        metrics));
        Receipt receipt = new Receipt(new WebhookSignature(secret), wall, settings.listening());
        Web web = new Web(settings, engine, metrics, new Inbox(wall), receipt);
        ConfigurableApplicationContext spring = lifecycle.start(Part.WEB, web::listen);
        lifecycle.during(() -> {
            if (node.hold()) {
                engine.holding().hold();
            }
            engine.start();
            return spring;
        });
        lifecycle.start(Part.TZDATA, () -> tzdata.follow(engine::replaceTz));
        return new Server(lifecycle);
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    private static Databases databases(Storage storage, Lifecycle lifecycle) {
        if (storage.outside().isPresent()) {
            Storage.OutsideDatabase outside = storage.outside().get();
            return lifecycle.start(
                    Part.DATABASES,
                    () ->
                            open(
                                    "of CARILLON_DATABASE_URL, %s,".formatted(outside.shown()),
                                    outside.jdbcUrl(),
                                    outside.user(),
                                    outside.password()));
        }
        EmbeddedPostgres postgres =
                lifecycle.start(
                        Part.POSTGRES,
                        () -> {
                            try {
                                return EmbeddedPostgres.start(storage.dataDir());
                            } catch (EmbeddedPostgresException e) {
                                throw new SetupException(String.valueOf(e.getMessage()), e);
                            }
                        });
        return lifecycle.start(
                Part.DATABASES,
                () ->
                        open(
                                "in " + storage.dataDir(),
                                postgres.jdbcUrl(),
                                postgres.user(),
                                postgres.password()));
    }

    private static Databases open(String shown, String url, String user, String password) {
        try {
            return Databases.open(url, user, password, CONNECTIONS_MAX);
        } catch (RuntimeException e) {
            throw new SetupException(
                    "the database %s cannot be used: %s.".formatted(shown, reason(e)), e);
        }
    }

    private static String reason(Throwable error) {
        Throwable inner = error;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String said = String.valueOf(inner.getMessage()).strip();
        if (inner instanceof UnknownHostException) {
            return "no address is known for its host";
        }
        String line = said.lines().findFirst().orElseGet(inner::toString);
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static WebhookSecret secret(Settings settings) {
        return settings.webhooks()
                .secret()
                .orElseGet(() -> SecretFile.in(settings.storage().dataDir()));
    }
}
