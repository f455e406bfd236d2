package io.carillon.trials.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Who takes part, by name.
final class Contestants {
    interface Maker {
        Contestant over(BenchDatabase database) throws Exception;
    }

    private static final SequencedMap<String, Maker> ALL = new LinkedHashMap<>();

    static {
        ALL.put("carillon", CarillonEngine::new);
        ALL.put("floor", Floor::new);
        ALL.put("db-scheduler", DbScheduler::new);
        ALL.put("jobrunr", JobRunrServer::new);
        ALL.put("quartz", QuartzScheduler::new);
    }

    private Contestants() {}

    /// Too slow for a quick form, unless it is asked for them.
    static final List<String> SLOW = List.of("jobrunr", "quartz");

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    static Contestant make(String name, BenchDatabase database) throws Exception {
        Maker maker = ALL.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("there is no contestant " + name);
        }
        return maker.over(database);
    }
}
