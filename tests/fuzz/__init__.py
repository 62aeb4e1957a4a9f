"""Whatever comes in by any parser or door: a clear answer or refusal, nothing half written, and life goes on."""
