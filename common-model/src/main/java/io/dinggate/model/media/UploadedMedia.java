package io.dinggate.model.media;

/**
 * An upload that DingTalk has.
 *
 * @param mediaId what a message's content names it by; DingTalk documents no end of it
 * @param kind what it is
 */
public record UploadedMedia(String mediaId, MediaKind kind) {}
