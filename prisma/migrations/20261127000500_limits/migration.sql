-- CreateTable
CREATE TABLE "limits" (
    "key_hash" TEXT NOT NULL,
    "uses" INTEGER NOT NULL,
    "window_ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "limits_pkey" PRIMARY KEY ("key_hash")
);

-- CreateIndex
CREATE INDEX "limits_window_ends_at_idx" ON "limits"("window_ends_at");

-- How often somebody did something that is limited, counted over all instances. No tenant stands in it: most of those who are limited
-- have not signed in.
GRANT SELECT, INSERT, UPDATE, DELETE ON limits TO portal_app;
