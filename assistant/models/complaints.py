"""What a user is told when a model fails: what is wrong, where, what to check. Chinese, and all of it ours.

Nothing a server sent is repeated here; `faults` and `openai_chat` decide which of these applies.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant import errors


@dataclass(frozen=True)
class Endpoint:
    """What a message may say about the server: address, model name, allowed silence in seconds."""

    address: str
    model: str
    timeout: float


def general(
    kind: type[errors.ModelError], endpoint: Endpoint, status: int | None = None
) -> errors.ModelError:
    """The usual words for an error class, with the HTTP status if there was one."""
    message, hint = _TEXTS[kind]
    code = f"（{status}）" if status else ""
    timeout = f"{endpoint.timeout:g}"
    return kind(
        message.format(address=endpoint.address, model=endpoint.model, code=code, timeout=timeout), hint=hint
    )


def too_long(endpoint: Endpoint) -> errors.ModelTooLong:
    """Prompt and answer do not fit the model's context."""
    return errors.ModelTooLong(
        f"发给模型“{endpoint.model}”的内容超过了它的上下文长度。",
        hint="请换用上下文更长的模型，或调大服务的上下文（本机模型：ASSISTANT_GGUF_CONTEXT）。",
    )


def cut_off(endpoint: Endpoint) -> errors.ModelCutOff:
    """The stream ended, politely or not, before the model said it was done."""
    return errors.ModelCutOff(
        f"模型“{endpoint.model}”的回答没有写完连接就断了。",
        hint="请重试；常断时请检查网络、代理或模型服务的内存。",
    )


def stopped(endpoint: Endpoint) -> errors.ModelCutOff:
    """The server stopped the answer itself: no resources left."""
    return errors.ModelCutOff(
        f"模型服务 {endpoint.address} 中途停止了回答（资源不足）。", hint="请稍后重试，或换用其他模型。"
    )


def censored(endpoint: Endpoint) -> errors.ModelDeclined:
    """The server's content filter stopped this answer; others may pass."""
    return errors.ModelDeclined(
        f"模型服务 {endpoint.address} 的内容审查中止了回答。", hint="请重试，或换用其他模型。"
    )


def empty(endpoint: Endpoint, completion_tokens: int) -> errors.ModelEmpty:
    """An answer without text; tokens spent all the same are thinking."""
    if completion_tokens:
        return errors.ModelEmpty(
            f"模型“{endpoint.model}”用了 {completion_tokens} 个词元，却没有写出正文。",
            hint="多半是思考占满了长度：请调大 ASSISTANT_MAX_TOKENS，或在模型服务上关闭思考。",
        )
    return errors.ModelEmpty(f"模型“{endpoint.model}”没有写出正文。", hint="请重试，或换用其他模型。")


def looping(model: str) -> errors.ModelLooping:
    """The answer repeats itself."""
    return errors.ModelLooping(
        f"模型“{model}”的回答陷入了重复，已中止。",
        hint="请重试；常见时请换用更大的模型，或调高 ASSISTANT_TEMPERATURE。",
    )


def declined(model: str) -> errors.ModelDeclined:
    """The model apologises instead of answering."""
    return errors.ModelDeclined(
        f"模型“{model}”拒绝了撰写。", hint="请重试，或换用其他模型；事实中如有不寻常的文字，请检查。"
    )


def foreign(model: str) -> errors.ModelForeign:
    """The answer is not Chinese."""
    return errors.ModelForeign(f"模型“{model}”没有用中文回答。", hint="请重试，或换用中文能力更好的模型。")


def garbled(model: str) -> errors.ModelGarbled:
    """The answer is no text."""
    return errors.ModelGarbled(
        f"模型“{model}”的回答是乱码。", hint="请重试；反复出现时请检查模型文件、对话模板和中间的代理。"
    )


def misshapen(model: str) -> errors.ModelMisshapen:
    """Asked for JSON and corrected once, the model still wrote something else."""
    return errors.ModelMisshapen(
        f"模型“{model}”没有按要求的格式回答，改正一次后仍不符合。",
        hint="请重试，或换用支持结构化输出的模型。",
    )


def stray_thinking(endpoint: Endpoint) -> errors.ModelServerFault:
    """The thinking came without its opening tag, so it cannot be told from the answer."""
    return errors.ModelServerFault(
        f"模型“{endpoint.model}”把思考过程混进了正文。",
        hint="请在模型服务上打开推理解析（例如 vLLM 的 --reasoning-parser）或关闭思考。",
    )


def not_openai(endpoint: Endpoint) -> errors.ModelServerFault:
    """A 200 whose body is something else: a web page, plain JSON, garbage."""
    return errors.ModelServerFault(
        f"{endpoint.address} 的应答不是 OpenAI 兼容接口的格式。",
        hint="请检查 ASSISTANT_BASE_URL：通常以 /v1 结尾；也可能是代理或登录页截住了请求。",
    )


def queue_full(endpoint: Endpoint, seconds: float) -> errors.ModelBusy:
    """No free place among our own requests."""
    return errors.ModelBusy(
        f"排队 {seconds:g} 秒仍未轮到使用模型“{endpoint.model}”。",
        hint="请稍后再试，或调大 ASSISTANT_CONCURRENCY。",
    )


def untrusted(endpoint: Endpoint) -> errors.ModelUnreachable:
    """The TLS certificate is not one this machine trusts: usual on intranets."""
    return errors.ModelUnreachable(
        f"模型服务 {endpoint.address} 的证书不受信任，没有建立连接。",
        hint="请让管理员提供单位根证书，并用 SSL_CERT_FILE 指向它；服务本来没有加密时，地址请写 http://。",
    )


def out_of_credit(endpoint: Endpoint) -> errors.ModelRefused:
    """A paid service whose account is empty: 402, or a 429 that no waiting cures."""
    return errors.ModelRefused(
        f"模型服务 {endpoint.address} 的账户余额或额度不足。", hint="请充值，或换用其他模型服务。"
    )


_TEXTS: dict[type[errors.ModelError], tuple[str, str]] = {
    errors.ModelUnreachable: (
        "连不上模型服务 {address}{code}。",
        "请检查 ASSISTANT_BASE_URL 的地址和端口、模型服务是否已启动、网络和代理。",
    ),
    errors.ModelTimeout: (
        "模型服务 {address} 超过 {timeout} 秒没有应答{code}。",
        "请稍后再试，或调大 ASSISTANT_TIMEOUT_SECONDS。",
    ),
    errors.ModelRefused: (
        "模型服务 {address} 拒绝了访问{code}。",
        "请检查 ASSISTANT_API_KEY 是否正确、是否有权使用这个模型。",
    ),
    errors.ModelNotFound: (
        "模型服务 {address} 上没有模型“{model}”或这个接口{code}。",
        "请检查 ASSISTANT_MODEL 的名称，以及 ASSISTANT_BASE_URL 是否以 /v1 结尾。",
    ),
    errors.ModelBusy: (
        "模型服务 {address} 太忙，没有接受请求{code}。",
        "请过几分钟再试，或调小 ASSISTANT_CONCURRENCY。",
    ),
    errors.ModelBadRequest: (
        "模型服务 {address} 不接受这个请求{code}。",
        "请检查 ASSISTANT_MODEL 是不是对话模型，"
        "ASSISTANT_MAX_TOKENS、ASSISTANT_TEMPERATURE 是否在它允许的范围内。",
    ),
    errors.ModelServerFault: (
        "模型服务 {address} 内部出错{code}。",
        "请稍后再试；反复出现时请查看模型服务的日志。",
    ),
    errors.ModelCutOff: ("模型“{model}”的回答没有写完就停了。", "请重试。"),
}
