-- Times are microseconds since 1970, seq orders every list.

create table image (
    seq           bigint generated always as identity primary key,
    id            uuid    not null unique,
    filename      text    not null,
    -- what names are looked for in: lower case, accents composed
    filename_folded text  not null,
    blob_key      text    not null,
    format        text    not null,
    width         integer not null,
    height        integer not null,
    size_in_bytes bigint not null,
    sha256        text    not null,
    created_at    bigint not null,
    text_prompt   text
);
-- what the sweep asks: whether a row points at a blob
create index image_blob on image (blob_key);

create table box_annotation (
    seq         bigint generated always as identity primary key,
    id          uuid    not null unique,
    image_id    uuid    not null references image (id) on delete cascade,
    x           integer not null,
    y           integer not null,
    width       integer not null,
    height      integer not null,
    prompt_type text    not null,
    created_at  bigint not null
);
create index box_annotation_image on box_annotation (image_id, seq);

create table point_annotation (
    seq        bigint generated always as identity primary key,
    id         uuid    not null unique,
    image_id   uuid    not null references image (id) on delete cascade,
    x          integer not null,
    y          integer not null,
    positive   boolean not null,
    created_at bigint not null
);
create index point_annotation_image on point_annotation (image_id, seq);

-- What change detection needs to know of an image's prompts, by mode; summed up anew at every write. No row: no prompts.
create table image_prompts (
    image_id        uuid    not null references image (id) on delete cascade,
    mode            text    not null,
    prompt_geometry text    not null,
    prompt_text     text    not null,
    positives       integer not null,
    negatives       integer not null,
    primary key (image_id, mode)
);

-- One row per queue: its lock keeps submissions, claims and ends apart, its counter gives positions.
create table job_queue (
    name     text    primary key,
    last_seq bigint not null,
    -- no job and no further image is begun
    paused   boolean not null default false
);
insert into job_queue (name, last_seq) values ('default', 0);

create table job (
    seq          bigint primary key,
    id           uuid    not null unique,
    queue        text    not null references job_queue (name),
    mode         text    not null,
    status       text    not null,
    parameters   text    not null,
    total        integer not null,
    processed    integer not null,
    skipped      integer not null,
    failed       integer not null,
    cancelled    integer not null,
    created_at   bigint not null,
    started_at   bigint,
    completed_at bigint,
    error        text,
    -- asked for while it ran; whoever runs it ends it
    cancel_requested boolean not null default false,
    -- ended by a stop or a crash of the process
    interrupted  boolean not null default false,
    model_id     text,
    retry_of     uuid
);
create index job_status on job (status, seq);
-- the queue's lock sees to it; this is the guard behind it
create unique index job_one_running on job (queue) where status = 'RUNNING';

-- Image id and file name are copies without a foreign key: an item outlives its image.
create table job_item (
    job_seq      bigint not null references job (seq),
    position     integer not null,
    image_id     uuid    not null,
    filename     text    not null,
    image_digest text    not null,
    mode         text    not null,
    -- what change detection compares, so that it needs not read the snapshot
    prompt_geometry   text not null,
    prompt_text       text not null,
    parameters_digest text not null,
    snapshot     text    not null,
    status       text    not null,
    code         text,
    message      text,
    result_id    uuid,
    started_at   bigint,
    ended_at     bigint,
    primary key (job_seq, position)
);
-- what change detection asks: the newest item that is pending, and the last that was tried
create index job_item_open on job_item (image_id, mode, job_seq) where status in ('PENDING', 'RUNNING');
create index job_item_tried on job_item (image_id, mode, job_seq) where status in ('PROCESSED', 'FAILED');
create index job_item_status on job_item (job_seq, status, position);

-- What clients call their submissions, so that sending one again makes no second job.
create table submission_key (
    idempotency_key text    primary key,
    request_digest  text    not null,
    job_id          uuid    not null references job (id) on delete cascade
);
create index submission_key_job on submission_key (job_id);

create table result (
    seq          bigint generated always as identity primary key,
    id           uuid    not null unique,
    job_id       uuid    not null,
    image_id     uuid    not null references image (id) on delete cascade,
    mode         text    not null,
    processed_at bigint not null,
    -- what change detection compares, so that it needs not read snapshot and provenance
    prompt_geometry   text not null,
    prompt_text       text not null,
    image_digest      text not null,
    model_digest      text not null,
    parameters_digest text not null,
    snapshot     text    not null,
    provenance   text    not null,
    scores       text    not null,
    boxes        text,
    mask_key     text    not null,
    coco_key     text    not null,
    unique (job_id, image_id)
);
create index result_image on result (image_id, mode, seq);
create index result_mode on result (mode, seq);
create index result_mask on result (mask_key);
create index result_coco on result (coco_key);
