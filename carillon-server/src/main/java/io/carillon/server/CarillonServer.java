package io.carillon.server;

import io.carillon.server.settings.Settings;
import io.carillon.server.settings.SettingsReader;
import io.carillon.server.settings.SetupException;
import io.carillon.server.settings.Sources;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The main program: reads the settings, starts the server and says where it is. Logs go to stdout
/// as JSON; what the operator must read goes to stderr.
public final class CarillonServer {
    private static final Logger LOG = LoggerFactory.getLogger(CarillonServer.class);

    private static final String HELP =
            """
            Usage: carillon up [--port 8080] [--data ./data] [--hold]

              --hold                           sends nothing, on any node, until POST /v1/release

            Settings, as environment variables, or as system properties named like carillon.api-key:
              CARILLON_PORT                    8080; 0 for any free port
              CARILLON_BIND                    127.0.0.1; elsewhere CARILLON_API_KEY is needed
              CARILLON_API_KEY                 asked for, but by /health/*, /metrics, POST /inbox
              CARILLON_DATA_DIR                ./data
              CARILLON_DATABASE_URL            jdbc:postgresql://… instead of the embedded server
              CARILLON_DATABASE_USER           carillon
              CARILLON_DATABASE_PASSWORD
              CARILLON_WEBHOOK_URL             where birthdays go; the built-in inbox
              CARILLON_WEBHOOK_SECRET          whsec_…; made once and kept in the data folder
              CARILLON_ALLOW_PRIVATE_WEBHOOKS  true when bound to this machine, else false
              CARILLON_TZDATA_DIR              a folder of compiled zones; the tz database that came along
              CARILLON_NODE_NAME               the host's name
              CARILLON_ROLE                    all; api: serves, and never sends; worker: sends, and serves only health
              CARILLON_HOLD                    false; true is --hold
              CARILLON_BIRTH_DATE_MIN          1900-01-01, the earliest date of birth accepted
            """;

    private CarillonServer() {}

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (given.contains("--help") || given.contains("-h")) {
            System.out.print(HELP);
            return;
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();

        Lifecycle lifecycle = new Lifecycle();
        Runtime.getRuntime().addShutdownHook(new Thread(lifecycle::close, "carillon-stop"));
        if (!start(
                () -> new Sources(given, System.getProperties(), System.getenv()),
                InstantSource.system(),
                lifecycle,
                System.err)) {
            System.exit(1);
        }
    }

    /// Starts, or says in one sentence why not. A stop that came in between is no failure.
    static boolean start(
            Supplier<Sources> sources,
            InstantSource wall,
            Lifecycle lifecycle,
            PrintStream operator) {
        try {
            Settings settings = new SettingsReader(sources.get(), wall).read();
            Server.start(settings, wall, lifecycle);
            operator.print(Banner.of(settings));
            return true;
        } catch (SetupException e) {
            return fails(String.valueOf(e.getMessage()), lifecycle, operator);
        } catch (Lifecycle.Stopped _) {
            return true;
        } catch (RuntimeException | Error e) { // a server that only half started would look alive
            LOG.error("the start failed by a fault of ours", e);
            return fails("cannot start: " + e + "; the log says more.", lifecycle, operator);
        }
    }

    // What fails because everything is being stopped is no news.
    private static boolean fails(String why, Lifecycle lifecycle, PrintStream operator) {
        if (!lifecycle.isStopping()) {
            operator.println("carillon: " + why);
        }
        return lifecycle.isStopping();
    }
}
