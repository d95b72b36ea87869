package io.dinggate.bench.load;

/**
 * What the messages have shown.
 *
 * @param load rate and times from the intended call of the local-service to the answer {@code sent}
 * @param sent messages answered {@code sent}, the warm-up's among them
 * @param calls how many calls to send a message DingTalk got
 */
public record MessageFigures(LoadFigures load, int sent, long calls) {}
