package io.carillon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Classes as ArchUnit sees them: Carillon's own, and made-up ones for a rule to refuse. Of all
/// others it knows the names alone: reading them as well would take most of the time.
final class Classes {
    private static final JavaCompiler COMPILER =
            Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no JDK");

    /// Shared by all, since opening the class path is most of the work.
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, null, null);

    /// A public class stands in a file of its name.
    private static final Pattern NAME = Pattern.compile("^public class (\\w+)");

    private Classes() {}

    static JavaClasses read(Function<ClassFileImporter, JavaClasses> how) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return how.apply(new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())));
        });
    }

    /// A class compiled as if it stood in one of Carillon's packages.
    static JavaClasses compile(Path folder, String inPackage, String java) {
        return compile(folder, Map.of(inPackage, java));
    }

    /// Classes by the packages that they stand in; they may name each other.
    static JavaClasses compile(Path folder, Map<String, String> javaByPackage) {
        StringWriter complaints = new StringWriter();
        try {
            Path out = Files.createTempDirectory(folder, "made-up");
            List<String> options = List.of("-proc:none", "-d", out.toString());
            List<JavaFileObject> units =
                    javaByPackage.entrySet().stream()
                            .map(entry -> source(entry.getKey(), entry.getValue()))
                            .toList();

            boolean compiled =
                    COMPILER.getTask(complaints, FILES, null, options, null, units).call();

            assertThat(compiled).as("%s: %s", javaByPackage, complaints).isTrue();
            return read(importer -> importer.importPath(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFileObject source(String inPackage, String java) {
        Matcher name = NAME.matcher(java);
        String file = name.find() ? name.group(1) : "MadeUp";
        URI uri = URI.create("source:///" + inPackage.replace('.', '/') + "/" + file + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return "package " + inPackage + "; " + java;
            }
        };
    }
}
