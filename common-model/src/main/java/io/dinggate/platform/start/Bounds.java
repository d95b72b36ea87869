package io.dinggate.platform.start;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Between what a number or a duration of a {@code @ConfigMapping} must be. Without it a duration
 * must be from a millisecond to fifty years, and a number 1 at least: nothing that is "off", and
 * nothing that cookies and clocks cannot count.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Bounds {

  /** The least: a value, or the key that holds it. Empty for the usual one. */
  String min() default "";

  /** The most. Empty for the usual one. */
  String max() default "";

  /** Keys of the same kind: what they hold together must be less. */
  String[] moreThan() default {};
}
