package io.samui.rest.ui;

import java.io.IOException;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A library of the web UI, as its webjar has it.
 *
 * @param specifier what modules import
 * @param folder    its name among the webjars, and in our URLs
 * @param main      the file that the bare specifier means
 * @param preloaded its files that every visit takes
 */
record Library(String specifier, String folder, String main, List<String> preloaded) {

    private static final String WEBJARS = "META-INF/resources/webjars/";

    /** The folder on the class path, with the version that the build chose. */
    String location(PathMatchingResourcePatternResolver classPath) throws IOException {
        Resource[] found = classPath.getResources("classpath*:" + WEBJARS + folder + "/*/" + main);
        if (found.length != 1) {
            throw new IllegalStateException("The web UI takes one " + specifier + " from the class path, which has "
                    + found.length + ": look at the dependencies of samui-rest");
        }
        String url = found[0].getURL().toString();
        String version = url.substring(0, url.length() - main.length() - 1);
        return "classpath:/" + WEBJARS + folder + version.substring(version.lastIndexOf('/')) + "/";
    }
}
