package io.carillon.server;

import static java.util.Map.entry;

import io.carillon.engine.runtime.Engine;
import io.carillon.server.health.EngineMetrics;
import io.carillon.server.inbox.Inbox;
import io.carillon.server.inbox.Receipt;
import io.carillon.server.settings.Listening;
import io.carillon.server.settings.Settings;
import io.carillon.server.settings.SetupException;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Spring, told what it needs: the ready-made parts and where to listen. It starts, stops and
/// configures nothing else.
record Web(Settings settings, Engine engine, EngineMetrics metrics, Inbox inbox, Receipt receipt) {
    ConfigurableApplicationContext listen() {
        // The log is set up by now, and Spring would set it up anew.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        try {
            return application().run();
        } catch (RuntimeException e) {
            throw portInUse(e)
                    .map(port ->
                            new SetupException(
                                    "port %d is in use by now: free it, or choose another with --port."
                                            .formatted(port),
                                    e))
                    .orElseThrow(() -> e);
        }
    }

    private SpringApplication application() {
        SpringApplication application =
                new SpringApplicationBuilder(WebConfiguration.class)
                        .environment(new OurSettings(properties()))
                        .web(WebApplicationType.SERVLET)
                        .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .registerShutdownHook(false)
                        .addCommandLineProperties(false)
                        .initializers(this::hand)
                        .build();
        application.setListeners(
                application.getListeners().stream().filter(Web::addsNoSettings).toList());
        return application;
    }

    /// All that Spring can look up. By itself it would take whatever variables, system properties
    /// and files in the caller's folder were made for other programs: they could rename the fields
    /// of our answers, move our paths or close our port.
    private static final class OurSettings extends AbstractEnvironment {
        OurSettings(Map<String, Object> properties) {
            getPropertySources().addFirst(new MapPropertySource("carillon", properties));
        }
    }

    private static boolean addsNoSettings(ApplicationListener<?> listener) {
        return !(listener instanceof EnvironmentPostProcessorApplicationListener);
    }

    private void hand(ConfigurableApplicationContext context) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        beans.registerSingleton("settings", settings);
        beans.registerSingleton("engine", engine);
        beans.registerSingleton("metrics", metrics);
        beans.registerSingleton("inbox", inbox);
        beans.registerSingleton("receipt", receipt);
    }

    private Map<String, Object> properties() {
        Listening listening = settings.listening();
        return Map.ofEntries(
                entry("server.address", listening.address().getHostAddress()),
                entry("server.port", listening.port()),
                entry("server.shutdown", "graceful"),
                // What a client says of hosts and addresses is no proof of them.
                entry("server.forward-headers-strategy", "none"),
                entry("spring.lifecycle.timeout-per-shutdown-phase", "5s"),
                entry("spring.threads.virtual.enabled", true),
                entry("server.tomcat.max-keep-alive-requests", -1),
                // Of a crowd that comes at once the system drops who finds no place here, and the
                // client sees its connection end without an answer.
                entry("server.tomcat.accept-count", 4_096),
                // What is too long is dropped rather than cut off, so that the client reads why.
                entry("server.tomcat.max-swallow-size", "10MB"),
                entry("spring.mvc.formcontent.filter.enabled", false),
                entry("spring.web.resources.add-mappings", false),
                entry("spring.servlet.multipart.enabled", false));
    }

    private static Optional<Integer> portInUse(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException inUse) {
                return Optional.of(inUse.getPort());
            }
        }
        return Optional.empty();
    }
}
