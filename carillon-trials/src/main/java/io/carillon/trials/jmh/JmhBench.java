package io.carillon.trials.jmh;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Every bench of one package in one run, its progress on stderr and one table on stdout: `PACKAGE
/// [--quick] [NAME…]`.
///
/// `--quick` measures less of each, in less than two minutes; any other argument is a part of the
/// name of those to run.
public final class JmhBench {
    private static final String QUICK = "--quick";
    private static final String TRIALS = "io.carillon.trials.";

    private JmhBench() {}

    public static void main(String[] arguments) throws RunnerException {
        List<String> given = List.of(arguments).subList(1, arguments.length);
        for (String word : given) {
            if (word.startsWith("--") && !word.equals(QUICK)) {
                System.err.println("carillon: " + word + " is no option here: there is " + QUICK);
                System.exit(2);
            }
        }
        ChainedOptionsBuilder options =
                new OptionsBuilder().addProfiler(GCProfiler.class).shouldFailOnError(true);
        if (given.contains(QUICK)) {
            options.forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(300))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.milliseconds(300));
        }
        List<String> names = given.stream().filter(name -> !name.equals(QUICK)).toList();
        String every = "^\\Q" + TRIALS + arguments[0] + ".\\E.*";
        if (names.isEmpty()) {
            options.include(every);
        }
        names.forEach(name -> options.include(every + name));
        Collection<RunResult> results =
                new Runner(
                                options.build(),
                                OutputFormatFactory.createFormatInstance(
                                        System.err, VerboseMode.NORMAL))
                        .run();
        System.out.print(Table.of(results));
    }
}
