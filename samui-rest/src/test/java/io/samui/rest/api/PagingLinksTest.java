package io.samui.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.samui.core.Page;
import io.samui.core.PageRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class PagingLinksTest {

    @Test
    void a_list_without_a_limit_goes_on_without_one_from_where_it_ended() {
        Paging first = Paging.of("/jobs", null, null);
        assertThat(first.request().limit()).isEqualTo(10_000);
        assertThat(first.hasLimit()).isFalse();

        String link = link(first, 4711, null);

        assertThat(link).matches("</jobs\\?cursor=[^&>]+>; rel=\"next\"");
        String cursor = link.replaceAll(".*cursor=|>.*", "");
        assertThat(Paging.of("/jobs", null, cursor).request()).isEqualTo(new PageRequest(10_000, 4711));
    }

    @Test
    void limit_and_mode_go_along() {
        assertThat(link(Paging.of("/images/history", "5", null), 9, "find_all"))
                .startsWith("</images/history?mode=find_all&limit=5&cursor=");
    }

    @Test
    void where_nothing_follows_there_is_no_link() {
        Page<String> last = new Page<>(List.of("a"), Optional.empty());

        assertThat(Paging.of("/jobs", null, null).links(last, null).isEmpty()).isTrue();
    }

    private static String link(Paging paging, long before, String mode) {
        PageRequest next = new PageRequest(paging.request().limit(), before);
        return paging.links(new Page<>(List.of("a"), Optional.of(next)), mode).getFirst(HttpHeaders.LINK);
    }
}
