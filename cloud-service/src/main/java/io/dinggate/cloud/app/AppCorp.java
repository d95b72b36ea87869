package io.dinggate.cloud.app;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;

/** One app in one corp: what an authorisation and an access token belong to. */
record AppCorp(AppId app, CorpId corp) {}
