package io.carillon.gate;

import java.nio.file.Path;

/// A file as the repository holds it, or as a test made it up; its path begins at the root.
record SourceFile(String path, String text) {
    boolean isMainJava() {
        return path.contains("/src/main/java/") && path.endsWith(".java");
    }

    boolean isPackageInfo() {
        return name().equals("package-info.java");
    }

    boolean isIn(String folder) {
        return path.startsWith(folder + "/");
    }

    String name() {
        return Path.of(path).getFileName().toString();
    }

    int lines() {
        return (int) text.lines().count();
    }
}
