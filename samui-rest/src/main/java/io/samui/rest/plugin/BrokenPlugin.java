package io.samui.rest.plugin;

/**
 * A plugin that was left out.
 *
 * @param id  the name of its directory or jar
 * @param why a sentence with the remedy
 */
public record BrokenPlugin(String id, String why) {}
