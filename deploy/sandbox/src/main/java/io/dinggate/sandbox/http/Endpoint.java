package io.dinggate.sandbox.http;

/**
 * Answers one kind of call. Called by many threads at once; refuses by throwing {@link Refusal}.
 */
@FunctionalInterface
public interface Endpoint {
  Reply answer(Call call);
}
