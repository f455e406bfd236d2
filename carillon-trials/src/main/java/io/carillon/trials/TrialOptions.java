package io.carillon.trials;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// What stands behind the name of a trial: `--name value`, several times.
public record TrialOptions(Map<String, String> values) {
    public TrialOptions {
        values = Map.copyOf(values);
    }

    /// Anything but pairs of a name and a value is an [IllegalArgumentException].
    public static TrialOptions parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!name.startsWith("--") || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("write --name value, not " + name);
            }
            values.put(name, arguments.get(i + 1));
        }
        return new TrialOptions(values);
    }

    /// Refuses every option that is none of these.
    public void allow(String... names) {
        values.keySet().stream()
                .filter(name -> !List.of(names).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            name + " is no option here: there are " + String.join(", ", names));
                });
    }

    /// The options of each run: `--seeds N` asks for N runs, with seeds that follow one another
    /// from `--seed`, or from `otherwise`.
    List<TrialOptions> runs(long otherwise) {
        if (find("--seeds").isEmpty()) {
            return List.of(this);
        }
        long first = number("--seed", otherwise);
        return LongStream.range(first, first + number("--seeds", 1))
                .mapToObj(seed -> {
                    Map<String, String> run = new HashMap<>(values);
                    run.remove("--seeds");
                    run.put("--seed", Long.toString(seed));
                    return new TrialOptions(run);
                })
                .toList();
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// A whole number, or `otherwise`.
    public long number(String name, long otherwise) {
        return find(name).map(text -> parse(name, text)).orElse(otherwise);
    }

    private static long parse(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(name + " must be a whole number, not " + text);
        }
    }

    /// A whole number above 0, or `otherwise`.
    public long positive(String name, long otherwise) {
        long number = number(name, otherwise);
        if (number <= 0) {
            throw new IllegalArgumentException(name + " must be above 0, not " + number);
        }
        return number;
    }
}
