package io.carillon.server.settings;

import io.carillon.calendar.TzSnapshot;
import io.carillon.channels.webhook.WebhookEndpoint;
import io.carillon.channels.webhook.WebhookSecret;
import io.carillon.server.tzdata.Tzdata;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the settings and checks each by itself, so that a wrong one is found before anything is
/// started.
public final class SettingsReader {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int PORT_MAX = 65_535;
    private static final Pattern NODE_NAME = Pattern.compile("[!-~]{1,100}");
    private static final String DATABASE_SCHEME = "jdbc:postgresql:";

    private final Sources sources;
    private final InstantSource wall;

    public SettingsReader(Sources sources, InstantSource wall) {
        this.sources = sources;
        this.wall = wall;
    }

    public Settings read() {
        Listening listening = listening();
        NodeSettings node = node();
        Webhooks webhooks = webhooks(listening);
        if (!node.role().serves() && webhooks.url().isEmpty()) {
            throw new SetupException(
                    "CARILLON_ROLE is 'worker', which has no inbox to send to: set CARILLON_WEBHOOK_URL.");
        }
        return new Settings(
                listening,
                new Storage(dataDir(), outsideDatabase()),
                webhooks,
                sources.find("TZDATA_DIR")
                        .map(SettingsReader::timeZones)
                        .orElseGet(TimeZones::bundled),
                node,
                birthDateMin());
    }

    private Listening listening() {
        Given bind = sources.find("BIND").orElse(new Given("CARILLON_BIND", "127.0.0.1"));
        InetAddress address = address(bind);
        Optional<ApiKey> key = sources.find("API_KEY").map(ApiKey::parse);
        if (!address.isLoopbackAddress() && key.isEmpty()) {
            throw new SetupException(
                    "%s is '%s', which other machines can reach: set CARILLON_API_KEY, or bind to 127.0.0.1."
                            .formatted(bind.name(), bind.value()));
        }
        return new Listening(bind.value(), address, port(bind, address), key);
    }

    private static InetAddress address(Given bind) {
        String host = bind.value();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException _) {
            throw notOurs(bind);
        }
    }

    private static SetupException notOurs(Given bind) {
        return bind.wrong("an address of this machine, such as 127.0.0.1 or 0.0.0.0");
    }

    private int port(Given bind, InetAddress address) {
        Given given = sources.find("PORT").orElse(new Given("--port", "8080"));
        if (!PORT.matcher(given.value()).matches() || Integer.parseInt(given.value()) > PORT_MAX) {
            throw given.wrong("a port from 1 to 65535, or 0 for any free one");
        }
        int wanted = Integer.parseInt(given.value());
        try {
            return probe(wanted, address);
        } catch (IOException e) {
            if (!canListenOn(address)) {
                throw notOurs(bind);
            }
            throw new SetupException(
                    "cannot listen on %s port %d (%s): free it, or choose another with --port."
                            .formatted(address.getHostAddress(), wanted, e.getMessage()),
                    e);
        }
    }

    private static int probe(int port, InetAddress address) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, address)) {
            return probe.getLocalPort();
        }
    }

    private static boolean canListenOn(InetAddress address) {
        try {
            return probe(0, address) > 0;
        } catch (IOException _) {
            return false;
        }
    }

    private Path dataDir() {
        return folder(sources.find("DATA_DIR").orElse(new Given("--data", "data")));
    }

    private static Path folder(Given given) {
        try {
            return Path.of(given.value()).toAbsolutePath().normalize();
        } catch (InvalidPathException _) {
            throw given.wrong("the path of a folder");
        }
    }

    private Optional<Storage.OutsideDatabase> outsideDatabase() {
        return sources.find("DATABASE_URL")
                .map(given -> {
                    if (!given.value().startsWith(DATABASE_SCHEME)) {
                        throw given.wrongUnseen(
                                "it must be a JDBC URL, such as jdbc:postgresql://localhost:5432/carillon");
                    }
                    if (given.value().matches("[^/]*//[^/]*@.*")) {
                        throw given.wrongUnseen(
                                "it must not name a user; set CARILLON_DATABASE_USER and CARILLON_DATABASE_PASSWORD instead");
                    }
                    return new Storage.OutsideDatabase(
                            given.value(),
                            sources.find("DATABASE_USER").map(Given::value).orElse("carillon"),
                            sources.find("DATABASE_PASSWORD").map(Given::value).orElse(""));
                });
    }

    private Webhooks webhooks(Listening listening) {
        return new Webhooks(
                sources.find("WEBHOOK_URL").map(SettingsReader::webhookUrl),
                sources.find("WEBHOOK_SECRET").map(SettingsReader::secret),
                sources.find("ALLOW_PRIVATE_WEBHOOKS")
                        .map(SettingsReader::flag)
                        .orElse(listening.isLocal()),
                WebhookEndpoint.TOTAL_TIMEOUT);
    }

    private static String webhookUrl(Given given) {
        try {
            return WebhookEndpoint.of(given.value(), WebhookSecret.generate()).url().toString();
        } catch (IllegalArgumentException e) {
            throw given.wrongUnseen(String.valueOf(e.getMessage()));
        }
    }

    private static WebhookSecret secret(Given given) {
        try {
            return WebhookSecret.parse(given.value());
        } catch (IllegalArgumentException e) {
            throw given.wrongUnseen(String.valueOf(e.getMessage()));
        }
    }

    private static TimeZones timeZones(Given given) {
        Path folder = folder(given);
        try {
            return new TimeZones(Tzdata.in(folder, TzSnapshot::read), Optional.of(folder));
        } catch (IOException e) {
            throw given.unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean flag(Given given) {
        return switch (given.value()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw given.wrong("true or false");
        };
    }

    private NodeSettings node() {
        return new NodeSettings(
                nodeName(),
                sources.find("ROLE").map(SettingsReader::role).orElse(Role.ALL),
                sources.find("HOLD").map(SettingsReader::flag).orElse(false));
    }

    private static Role role(Given given) {
        return Role.ofText(given.value()).orElseThrow(() -> given.wrong("api, worker or all"));
    }

    private String nodeName() {
        Optional<Given> given = sources.find("NODE_NAME");
        if (given.isEmpty()) {
            return hostName();
        }
        if (!NODE_NAME.matcher(given.get().value()).matches()) {
            throw given.get().wrong("1 to 100 visible ASCII characters without blanks");
        }
        return given.get().value();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    private LocalDate birthDateMin() {
        Given given =
                sources.find("BIRTH_DATE_MIN")
                        .orElse(new Given("CARILLON_BIRTH_DATE_MIN", "1900-01-01"));
        LocalDate date = date(given);
        if (date.isAfter(LocalDate.ofInstant(wall.instant(), ZoneOffset.UTC))) {
            throw given.wrong("a date that is not after today, such as 1900-01-01");
        }
        return date;
    }

    private static LocalDate date(Given given) {
        try {
            return LocalDate.parse(given.value());
        } catch (DateTimeException _) {
            throw given.wrong("a date such as 1900-01-01");
        }
    }
}
