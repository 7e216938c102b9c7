package io.samui.core.sam;

import io.samui.core.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one model, in a directory or in a class path folder, with its manifest where it has one.
 *
 * @param id       from the manifest, else the directory's name
 * @param where    for messages
 * @param manifest null where there is none
 * @param files    those that the runtime reads, sorted by name
 * @param tokenizer its {@code tokenizer.json}; null where it brings none
 */
record ModelBundle(
        String id,
        String where,
        @Nullable BundleManifest manifest,
        List<BundleFile> files,
        @Nullable BundleFile tokenizer) {

    /**
     * @param role   from the manifest; null without one
     * @param sha256 what the manifest says; null where it says nothing
     * @param size   bytes; -1 on the class path
     */
    record BundleFile(
            ModelFile file, @Nullable String role, @Nullable String sha256, long size) {

        /** A file beside this one that holds weights of it; no size is known of what lies on the class path. */
        BundleFile beside(String name) {
            Path path = file.path() == null ? null : file.path().resolveSibling(name);
            String resource = file.resource() == null
                    ? null
                    : file.resource().substring(0, file.resource().lastIndexOf('/') + 1) + name;
            return new BundleFile(
                    new ModelFile(name, path, resource, file.loader(), null, ModelFile.DEFAULT_METHOD), null, null, -1);
        }

        boolean exists() {
            ClassLoader loader = file.loader();
            return file.path() != null
                    ? Files.isRegularFile(file.path())
                    : loader != null && file.resource() != null && loader.getResource(file.resource()) != null;
        }

        InputStream open() throws IOException {
            return file.open();
        }
    }

    ModelBundle {
        files = files.stream()
                .sorted(Comparator.comparing(file -> file.file().name()))
                .toList();
    }

    Optional<BundleManifest> declared() {
        return Optional.ofNullable(manifest);
    }

    /** Reads a directory; without a manifest all files of the runtime's format belong to it. */
    static ModelBundle ofDirectory(Path directory, TensorRuntime runtime) {
        Path manifestFile = directory.resolve(BundledModel.MANIFEST);
        try {
            if (Files.exists(manifestFile)) {
                BundleManifest manifest =
                        new ManifestReader(manifestFile.toString()).read(Files.readAllBytes(manifestFile));
                List<BundleFile> files = new ArrayList<>();
                for (BundleManifest.Entry entry : manifest.files()) {
                    Path path = directory.resolve(entry.path());
                    if (runtime.reads(entry.path())) {
                        requireFile(path, manifestFile.toString());
                        files.add(declared(entry, path));
                    }
                }
                return new ModelBundle(manifest.id(), directory.toString(), manifest, files, tokenizer(directory));
            }
            try (Stream<Path> found = Files.list(directory)) {
                List<BundleFile> files = new ArrayList<>();
                for (Path path : found.filter(Files::isRegularFile)
                        .filter(path -> runtime.reads(path.getFileName().toString()))
                        .toList()) {
                    files.add(undeclared(path));
                }
                return new ModelBundle(
                        String.valueOf(directory.getFileName()),
                        directory.toString(),
                        null,
                        files,
                        tokenizer(directory));
            }
        } catch (IOException e) {
            throw new ConfigurationException("The model in " + directory + " cannot be read: " + e, e);
        }
    }

    /** Reads what a backend carries in its jar. */
    static ModelBundle ofClassPath(BundledModel bundled, TensorRuntime runtime) {
        String where = bundled.folder() + BundledModel.MANIFEST;
        try (InputStream in = bundled.loader().getResourceAsStream(where)) {
            if (in == null) {
                throw new ConfigurationException("There is no " + where + " on the class path");
            }
            BundleManifest manifest = new ManifestReader(where).read(in.readAllBytes());
            List<BundleFile> files = manifest.files().stream()
                    .filter(entry -> runtime.reads(entry.path()))
                    .map(entry -> new BundleFile(
                            new ModelFile(
                                    entry.path(),
                                    null,
                                    bundled.folder() + entry.path(),
                                    bundled.loader(),
                                    entry.signature(),
                                    entry.method()),
                            entry.role(),
                            entry.sha256(),
                            -1))
                    .toList();
            return new ModelBundle(
                    manifest.id(), "the class path folder " + bundled.folder(), manifest, files, tokenizer(bundled));
        } catch (IOException e) {
            throw new ConfigurationException("The model on the class path cannot be read: " + e, e);
        }
    }

    private static @Nullable BundleFile tokenizer(Path directory) throws IOException {
        Path path = directory.resolve(Tokenizers.FILE);
        return Files.isRegularFile(path) ? undeclared(path) : null;
    }

    private static @Nullable BundleFile tokenizer(BundledModel bundled) {
        String resource = bundled.folder() + Tokenizers.FILE;
        return bundled.loader().getResource(resource) == null
                ? null
                : new BundleFile(
                        new ModelFile(
                                Tokenizers.FILE, null, resource, bundled.loader(), null, ModelFile.DEFAULT_METHOD),
                        null,
                        null,
                        -1);
    }

    private static BundleFile declared(BundleManifest.Entry entry, Path path) throws IOException {
        return new BundleFile(
                new ModelFile(entry.path(), path, null, null, entry.signature(), entry.method()),
                entry.role(),
                entry.sha256(),
                Files.size(path));
    }

    private static BundleFile undeclared(Path path) throws IOException {
        return new BundleFile(
                new ModelFile(String.valueOf(path.getFileName()), path, null, null, null, ModelFile.DEFAULT_METHOD),
                null,
                null,
                Files.size(path));
    }

    private static void requireFile(Path path, String manifest) {
        if (!Files.isRegularFile(path)) {
            throw new ConfigurationException(manifest + " names " + path.getFileName()
                    + ", which is not there: copy it beside the manifest, or correct \"path\"");
        }
    }
}
