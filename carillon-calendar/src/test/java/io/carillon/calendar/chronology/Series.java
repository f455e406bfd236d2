package io.carillon.calendar.chronology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// A sum of periodic terms, as theories of the motion of Moon and planets are printed: each is `t^n
/// A wave(a + b t + c t^2)`.
record Series(DoubleUnaryOperator wave, List<Term> terms) {
    record Term(int power, double amplitude, double phase, double rate, double drift) {}

    /// The series in the resource of that name: a term to a line, its numbers in the order above.
    static Series read(String name, DoubleUnaryOperator wave) {
        return new Series(
                wave,
                lines(name).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(Series::term)
                        .toList());
    }

    static List<String> lines(String name) {
        try (var in = Series.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double at(double t) {
        double sum = 0;
        for (Term term : terms) {
            double angle = term.phase() + t * (term.rate() + t * term.drift());
            sum += Math.pow(t, term.power()) * term.amplitude() * wave.applyAsDouble(angle);
        }
        return sum;
    }

    private static Term term(String line) {
        double[] n = Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new Term((int) n[0], n[1], n[2], n[3], n.length > 4 ? n[4] : 0);
    }
}
