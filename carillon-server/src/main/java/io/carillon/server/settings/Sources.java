package io.carillon.server.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// Where settings come from: options of the command line, then system properties (`carillon.port`),
/// then the environment (`CARILLON_PORT`). A blank value counts as none.
public final class Sources {
    private static final Map<String, String> OPTIONS =
            Map.of("--port", "PORT", "--data", "DATA_DIR");

    /// Options that take no value.
    private static final Map<String, String> FLAGS = Map.of("--hold", "HOLD");

    private final Map<String, Given> options = new HashMap<>();
    private final Properties properties;
    private final Map<String, String> environment;

    public Sources(List<String> arguments, Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = Map.copyOf(environment);
        readOptions(arguments);
    }

    /// The value of a setting, named as in the environment but without `CARILLON_`.
    Optional<Given> find(String name) {
        String property = "carillon." + name.toLowerCase(Locale.ROOT).replace('_', '-');
        String variable = "CARILLON_" + name;
        return Stream.of(
                        Optional.ofNullable(options.get(name)),
                        given(property, properties.getProperty(property, "")),
                        given(variable, environment.getOrDefault(variable, "")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Given> given(String name, String value) {
        return value.isBlank() ? Optional.empty() : Optional.of(new Given(name, value.strip()));
    }

    private void readOptions(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            String flag = FLAGS.get(argument);
            if (flag != null) {
                options.put(flag, new Given(argument, "true"));
                continue;
            }
            String setting = OPTIONS.get(option);
            if (setting == null) {
                throw new SetupException(
                        "there is no option '%s'; there are --port, --data, --hold and --help."
                                .formatted(option));
            }
            String value = "";
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")) {
                value = arguments.get(++i);
            }
            if (value.isBlank()) {
                throw new SetupException(option + " needs a value.");
            }
            if (options.put(setting, new Given(option, value.strip())) != null) {
                throw new SetupException(option + " is given twice.");
            }
        }
    }
}
