package io.dinggate.local.user;

/**
 * What a part of the directory showed.
 *
 * @param departments how many departments this run had not come across before
 * @param users the same of users
 * @param added how many of them the site did not know
 * @param changed of how many the site knew something else
 * @param gone how many it knew who are not there, or not to be seen, any more
 */
record Drift(int departments, int users, int added, int changed, int gone) {

  static final Drift NONE = new Drift(0, 0, 0, 0, 0);

  static Drift ofDepartments(int departments) {
    return new Drift(departments, 0, 0, 0, 0);
  }

  static Drift ofUsers(int users, int added, int changed) {
    return new Drift(0, users, added, changed, 0);
  }

  static Drift ofGone(int gone) {
    return new Drift(0, 0, 0, 0, gone);
  }
}
