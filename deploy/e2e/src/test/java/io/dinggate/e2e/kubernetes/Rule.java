package io.dinggate.e2e.kubernetes;

import java.util.List;

/** One matter that every rendered overlay has to get right. */
interface Rule {

  /** Every overlay is judged by all of these. */
  List<Rule> ALL =
      List.of(
          new PodSecurityRules(),
          new LifecycleRules(),
          new SecretRules(),
          new NetworkRules(),
          new WayRules(),
          new IngressRules(),
          new ReferenceRules(),
          new SettingsRules());

  /** Notes what is wrong. */
  void judge(Rendered overlay, Findings findings);

  /** All that is wrong with {@code overlay}, as sentences. */
  static List<String> violations(Rendered overlay) {
    var findings = new Findings();
    ALL.forEach(rule -> rule.judge(overlay, findings));
    return findings.sentences();
  }
}
