package io.samui.rest.api;

import io.samui.core.annotation.PromptType;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.ImageStanding;
import io.samui.core.job.ItemStatus;
import java.beans.PropertyEditorSupport;
import java.util.function.Function;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads modes, types and states in queries by the names that the API has for them. A converter would not do: where it refuses, Spring
 * tries Java's names, and takes blanks for nothing at all.
 */
@ControllerAdvice
final class WireNames {

    @InitBinder
    void register(WebDataBinder binder) {
        binder.registerCustomEditor(SegmentationMode.class, new Editor(SegmentationMode::fromWireName));
        binder.registerCustomEditor(ItemStatus.class, new Editor(ItemStatus::fromWireName));
        binder.registerCustomEditor(ImageStanding.class, new Editor(ImageStanding::fromWireName));
        binder.registerCustomEditor(Background.class, new Editor(Background::fromWireName));
        binder.registerCustomEditor(PromptType.class, new Editor(PromptType::fromWireName));
    }

    private static final class Editor extends PropertyEditorSupport {

        private final Function<String, Object> parser;

        private Editor(Function<String, Object> parser) {
            this.parser = parser;
        }

        @Override
        public void setAsText(String text) {
            setValue(parser.apply(text));
        }
    }
}
