package io.dinggate.cloud.message;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;

/**
 * What is sent in one line: the tasks of one site by one app to one corp. Each app uses one API
 * only, see {@link SendApi}.
 */
record LaneKey(AppId app, CorpId corp, SiteId site) {}
