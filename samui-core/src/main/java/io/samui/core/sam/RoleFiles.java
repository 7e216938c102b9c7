package io.samui.core.sam;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks the files of a bundle for its roles. Several that fit are no error: the one that is preferred is taken, then the larger
 * one, then by name, and the log says which.
 */
record RoleFiles(List<InspectedFile> files) {

    private static final Logger LOG = LoggerFactory.getLogger(RoleFiles.class);

    Optional<InspectedFile> pick(String role, Predicate<GraphSignature> fits) {
        return pick(role, fits, signature -> false);
    }

    Optional<InspectedFile> pick(String role, Predicate<GraphSignature> fits, Predicate<GraphSignature> preferred) {
        List<InspectedFile> candidates = files.stream()
                .filter(file ->
                        file.file().role() == null || role.equals(file.file().role()))
                .filter(file -> fits.test(file.signature()))
                .sorted(Comparator.comparing((InspectedFile file) -> !preferred.test(file.signature()))
                        .thenComparing(file -> -file.file().size())
                        .thenComparing(InspectedFile::name))
                .toList();
        if (candidates.size() > 1) {
            LOG.info(
                    "Several files can be the {}: {}. Taking {}",
                    role,
                    candidates.stream().map(InspectedFile::name).collect(Collectors.joining(", ")),
                    candidates.get(0).name());
        }
        return candidates.stream().findFirst();
    }
}
