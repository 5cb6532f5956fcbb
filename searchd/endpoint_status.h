// GET /healthz: {"status":"ok"}: this process answers.
// GET /api/v1/status: what it answers from, how old that is, and what is wrong with it, as JSON.
// GET /metrics: the same and what was counted, for Prometheus (metrics.h).
#pragma once

#include "searchd/endpoint.h"

namespace mi {

OrProblem<Reply> answer_health(const Call& call);

// {"schema":1, "status":"ok"|"stale"|"unavailable", "version", "started", "uptime_seconds",
//  "generation", "published", "age_seconds", "papers", "notes", "passages",
//  "problem":{"detail", "hint"}}
// Stale: a newer generation is published and cannot be opened; "problem" says why, and why there is
// none at all where it is unavailable. "published" and "age_seconds" are left out then.
OrProblem<Reply> answer_status(const Call& call);

OrProblem<Reply> answer_metrics(const Call& call);

}  // namespace mi
